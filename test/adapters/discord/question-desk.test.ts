import { describe, expect, it } from 'vitest';
import { createQuestionDesk } from '../../../src/adapters/discord/question-desk.ts';
import { createUnderWay } from '../../../src/adapters/discord/under-way.ts';

/** Work that lasts until the test ends it. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const stopped: string[] = [];
  return {
    begun,
    stopped,
    work: (name: string) => async (signal: AbortSignal) => {
      begun.push(name);
      if (signal.aborted) {
        stopped.push(name);
        return;
      }
      await new Promise<void>((resolve) => {
        ends.set(name, resolve);
        signal.addEventListener('abort', () => {
          stopped.push(name);
          resolve();
        });
      });
    },
    async end(name: string) {
      ends.get(name)?.();
      await settle();
    },
  };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

const job = (id: string, conversation = id, user = 'ada') => ({ id, user, conversation });
const never = new Promise<void>(() => {});

describe('questions that wait for their turn', () => {
  it('are answered so many at once, the longest waiting first', async () => {
    const desk = createQuestionDesk({ atOnce: 2 });
    const { begun, work, end } = works();
    for (const name of ['a', 'b', 'c', 'd']) void desk.line(job(name), work(name));
    await settle();
    expect(begun).toEqual(['a', 'b']);
    expect(desk.load()).toEqual({ working: 2, waiting: 2 });
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await end('d');
    expect(desk.load()).toEqual({ working: 0, waiting: 0 });
  });

  it('of one conversation are answered one after the other, and hold up nobody else', async () => {
    const desk = createQuestionDesk({ atOnce: 4 });
    const { begun, work, end } = works();
    void desk.line(job('a1', 'a'), work('a1'));
    void desk.line(job('a2', 'a'), work('a2'));
    void desk.line(job('a3', 'a'), work('a3'));
    void desk.line(job('b1', 'b'), work('b1'));
    await settle();
    expect(begun).toEqual(['a1', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    await end('a2');
    expect(begun.at(-1)).toBe('a3');
  });

  it('go on after one that failed', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { begun, work } = works();
    const failed = desk.line(job('a', 'same'), async () => {
      throw new Error('no');
    });
    void desk.line(job('b', 'same'), work('b'));
    await expect(failed).rejects.toThrow('no');
    await settle();
    expect(begun).toEqual(['b']);
  });

  it('are refused when too many wait', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { work } = works();
    for (let i = 0; i < 9; i++) {
      const one = job(`${i}`, `${i}`, `user ${i}`);
      expect(desk.refuses(one)).toBeNull();
      void desk.line(one, work(`${i}`));
    }
    await settle();
    expect(desk.load()).toEqual({ working: 1, waiting: 8 });
    expect(desk.refuses(job('more', 'another', 'bob'))).toBe('all');
  });

  it('leave room for others: few of a conversation wait, and few of a user', async () => {
    const desk = createQuestionDesk({ atOnce: 2 });
    const { work } = works();
    for (let i = 0; i < 4; i++) void desk.line(job(`${i}`, 'busy', `user ${i}`), work(`${i}`));
    expect(desk.refuses(job('x', 'busy', 'eve'))).toBe('line');
    expect(desk.refuses(job('x', 'quiet', 'eve'))).toBeNull();
    for (let i = 0; i < 5; i++) void desk.line(job(`ada ${i}`, `of ada ${i}`), work(`ada ${i}`));
    expect(desk.load()).toEqual({ working: 2, waiting: 7 });
    expect(desk.refuses(job('x', 'quiet', 'ada'))).toBe('user');
    expect(desk.refuses(job('x', 'quiet', 'eve'))).toBeNull();
  });

  it('have their place from the moment they come, while their conversation is looked up', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { begun, work, end } = works();
    const found = Promise.withResolvers<string>();
    const chained = { ...job('a'), conversation: () => found.promise };
    void desk.line(chained, work('a'));
    for (let i = 0; i < 3; i++) void desk.line({ ...chained, id: `${i}` }, work(`${i}`));
    expect(desk.refuses(chained)).toBe('user');
    void desk.line(job('b', 'b', 'bob'), work('b'));
    await settle();
    // What is known already needs not wait for that.
    expect(begun).toEqual(['b']);
    let settled = false;
    void desk.settled({ conversation: 'found' }).then(() => {
      settled = true;
    });
    found.resolve('found');
    await settle();
    await end('b');
    expect(begun).toEqual(['b', 'a']);
    for (const name of ['a', '0', '1']) await end(name);
    expect(settled).toBe(false);
    await end('2');
    expect(settled).toBe(true);
  });

  it('leave their place when the look-up fails', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const lost = desk.line(
      { ...job('a'), conversation: () => Promise.reject(new Error('no')) },
      async () => {},
    );
    await expect(lost).rejects.toThrow('no');
    expect(desk.load()).toEqual({ working: 0, waiting: 0 });
  });
});

describe('a question that is taken back', () => {
  it('is stopped while it is answered, and called off while it waits', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { begun, stopped, work } = works();
    void desk.line(job('a'), work('a'));
    void desk.line(job('b'), work('b'));
    await settle();
    desk.cancel('b');
    await settle();
    expect(stopped).toEqual(['b']);
    desk.cancel('a');
    await settle();
    expect(stopped).toEqual(['b', 'a']);
    expect(begun).toEqual(['a', 'b']);
    expect(desk.load()).toEqual({ working: 0, waiting: 0 });
  });

  it('before it is in line is called off when it comes there', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { stopped, work } = works();
    desk.cancel('a');
    await desk.line(job('a'), work('a'));
    expect(stopped).toEqual(['a']);
    expect(desk.isCancelled('a')).toBe(true);
    expect(desk.isCancelled('b')).toBe(false);
  });
});

describe('waiting for a conversation', () => {
  it('ends when nothing of it is left', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { work, end } = works();
    void desk.line(job('a', 'x'), work('a'));
    void desk.line(job('b', 'y'), work('b'));
    void desk.line(job('c', 'z'), work('c'));
    let settled = false;
    void desk.settled({ conversation: 'y' }).then(() => {
      settled = true;
    });
    await desk.settled({ conversation: 'none' });
    await settle();
    await end('a');
    expect(settled).toBe(false);
    await end('b');
    expect(settled).toBe(true);
  });
});

describe('waiting for what was begun', () => {
  const gate = () => Promise.withResolvers<void>();

  it('for a user ends when nothing of theirs is left, failures included', async () => {
    const underWay = createUnderWay();
    const [ada, bob] = [gate(), gate()];
    const lost = underWay.during({ id: '1', user: 'ada' }, () => ada.promise);
    void underWay.during({ id: '2', user: 'bob' }, () => bob.promise);
    let settled = false;
    let ended = false;
    void underWay.settled({ user: 'ada', for: '3' }).then(() => {
      settled = true;
    });
    void underWay.ended().then(() => {
      ended = true;
    });
    await settle();
    expect(settled).toBe(false);
    ada.reject(new Error('no'));
    await expect(lost).rejects.toThrow('no');
    await settle();
    expect([settled, ended]).toEqual([true, false]);
    bob.resolve();
    await settle();
    expect(ended).toBe(true);
  });

  it('does not have two wait for each other', async () => {
    const underWay = createUnderWay();
    const forget = (id: string): Promise<void> =>
      underWay.during({ id, user: 'ada' }, async () => {
        await settle();
        await underWay.settled({ user: 'ada', for: id });
      });
    await Promise.all([forget('1'), forget('2'), forget('3')]);
  });
});

describe('closing', () => {
  it('calls off what waits, lets what is at work finish, and takes no more', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { stopped, work, end } = works();
    void desk.line(job('a'), work('a'));
    void desk.line(job('b'), work('b'));
    await settle();
    let closed = false;
    const closing = desk.close({ patience: never, grace: () => never }).then(() => {
      closed = true;
    });
    await settle();
    expect(stopped).toEqual(['b']);
    expect(desk.isClosing()).toBe(true);
    expect(closed).toBe(false);
    await end('a');
    await closing;
    expect(stopped).toEqual(['b']);
  });

  it('stops what is at work when there is no more time', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    const { stopped, work } = works();
    void desk.line(job('a'), work('a'));
    await settle();
    await desk.close({ patience: Promise.resolve(), grace: () => never });
    expect(stopped).toEqual(['a']);
  });

  it('does not wait for ever for what hears nothing', async () => {
    const desk = createQuestionDesk({ atOnce: 1 });
    void desk.line(job('a'), async () => never);
    await settle();
    await desk.close({ patience: Promise.resolve(), grace: () => Promise.resolve() });
    expect(desk.load().working).toBe(1);
  });
});
