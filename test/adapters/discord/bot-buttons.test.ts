import { describe, expect, it } from 'vitest';
import { StateError, UsageError } from '../../../src/errors.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import type { ActingUser } from '../../support/fake-discord/acting-user.ts';
import { QUESTION, someAnswer, somePaper } from '../../support/fake-ibid.ts';
import { discord, type ScriptedIbid, scriptedIbid, startBot } from './bot-support.ts';

const BUTTONS = ['Evidence', 'More detail', 'Add to reading list', '👍', '👎'] as const;

/** An answer that somebody got, and its buttons for whoever presses them. */
async function answered(asker: ActingUser, options: { private?: boolean } = {}) {
  const [answer] = await asker.slash('ask', { question: QUESTION, ...options }).settled();
  if (answer === undefined) throw new Error('there is no answer');
  return {
    answer,
    press(user: ActingUser, label: (typeof BUTTONS)[number]) {
      const button = answer.buttons.find((one) => one.label === label);
      return user.click(answer, button?.customId ?? label);
    },
  };
}

async function start(ibid: ScriptedIbid = scriptedIbid()) {
  const fake = await discord();
  const bot = await startBot(fake, { ibid });
  return { fake, ibid, bot, ada: fake.user('ada'), bob: fake.user('bob') };
}

describe('Evidence', () => {
  it('shows whoever asks for it, and nobody else, the exact sentence behind each marker', async () => {
    const { fake, ada, bob } = await start();
    const { press } = await answered(ada);
    const [evidence] = await press(bob, 'Evidence').settled();
    expect(evidence).toMatchObject({ ephemeral: true });
    expect(evidence?.text).toContain('“VQGraph is 828x faster than GNNs in inference.”');
    expect(evidence?.text).toContain('[1]');
    fake.expectClean();
  });

  it('says so when a paper is no longer in the index, and when the answer is no longer kept', async () => {
    let gone = false;
    const ibid = scriptedIbid({
      paper: async () => {
        if (gone) throw new UsageError('no paper has this id');
        return somePaper();
      },
    });
    const { fake, ada } = await start(ibid);
    const { press } = await answered(ada);
    gone = true;
    const [told] = await press(ada, 'Evidence').settled();
    expect(told?.content).toContain('no longer in the index');
    await ibid.state.forgetUser(`discord:${ada.id}`);
    const [later] = await press(ada, 'Evidence').settled();
    expect(later?.content).toContain('no longer kept');
    fake.expectClean();
  });
});

describe('More detail', () => {
  it('asks the same question again, long, in the same conversation', async () => {
    const plan = { question: 'And accuracy?', standaloneQuestion: "What is VQGraph's accuracy?" };
    const { fake, ibid, ada, bob } = await start(
      scriptedIbid({
        async *answer() {
          const answer = someAnswer({ plan });
          yield { type: 'end', end: answer };
          return answer;
        },
      }),
    );
    const { press } = await answered(ada);
    const [longer] = await press(bob, 'More detail').settled();
    expect(longer).toMatchObject({ ephemeral: false });
    expect(ibid.asked[1]).toMatchObject({
      request: { question: plan.standaloneQuestion, detail: 'long', user: `discord:${bob.id}` },
      snapshot: { markers: ['2308.02117'] },
    });
    const [refused] = await ada.click(longer ?? { id: '' }, longer?.buttons[1]?.customId ?? '').settled();
    expect(refused).toMatchObject({ ephemeral: true });
    expect(refused?.content).toContain('all the detail');
    fake.expectClean();
  });

  it('stays private where the answer was', async () => {
    const { fake, ada } = await start();
    const { press } = await answered(ada, { private: true });
    const [longer] = await press(ada, 'More detail').settled();
    expect(longer).toMatchObject({ ephemeral: true });
    fake.expectClean();
  });
});

describe('Add to reading list', () => {
  it('puts the papers of the answer on the list of the channel, each once', async () => {
    const { fake, ibid, ada, bob } = await start();
    const { press } = await answered(ada);
    const [added] = await press(ada, 'Add to reading list').settled();
    expect(added?.content).toContain('Added to the reading list');
    expect(added?.content).toContain('VQGraph');
    const [again] = await press(bob, 'Add to reading list').settled();
    expect(again?.content).toContain('Already on it');
    expect(await ibid.state.readingList(`discord:${fake.channel.id}`)).toMatchObject([
      { paperId: '2308.02117', user: `discord:${ada.id}` },
    ]);
    fake.expectClean();
  });
});

describe('votes', () => {
  it('up are kept with a word of thanks', async () => {
    const { fake, ibid, ada, bob } = await start();
    const { press } = await answered(ada);
    const [thanks] = await press(bob, '👍').settled();
    expect(thanks).toMatchObject({ ephemeral: true });
    expect(await ibid.state.feedback()).toMatchObject([
      { user: `discord:${bob.id}`, vote: 'up', comment: null, about: { question: QUESTION } },
    ]);
    fake.expectClean();
  });

  it('down ask what was wrong, and count though nothing is said', async () => {
    const { fake, ibid, ada, bob } = await start();
    const { press } = await answered(ada);
    const form = press(bob, '👎');
    expect(await form.modal()).toMatchObject({ title: 'What was wrong?', inputs: [{ required: false }] });
    await expect.poll(async () => (await ibid.state.feedback()).length).toBe(1);
    const sent = await bob.submitModal(form, { why: ' It is 280x, not 828x. ' });
    const [thanks] = await sent.settled();
    expect(thanks).toMatchObject({ ephemeral: true });
    expect(await ibid.state.feedback()).toMatchObject([
      { user: `discord:${bob.id}`, vote: 'down', comment: 'It is 280x, not 828x.' },
    ]);
    fake.expectClean();
  });
});

describe('a state that cannot be written', () => {
  it('costs the buttons and the follow-ups, not the answer', async () => {
    const broken = async (): Promise<never> => {
      throw new StateError('full', 'the disk is full');
    };
    const state = { ...createMemoryState(), keepTurn: broken, conversation: broken, keepAnswer: broken };
    const { fake, bot, ada } = await start(scriptedIbid({ state }));
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    expect(answer?.buttons).toEqual([]);
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(bot.troubles()).toEqual([
      'What was said before cannot be read; questions are answered without it.',
      'An answer was given and could not be kept: it cannot be followed up.',
    ]);
    fake.expectClean();
  });

  it('is told by what needs it', async () => {
    const memory = createMemoryState();
    const broken = async (): Promise<never> => {
      throw new StateError('busy', 'the state is locked');
    };
    const { fake, bot, ada } = await start(
      scriptedIbid({ state: { ...memory, keepFeedback: broken, forgetUser: broken } }),
    );
    const { press } = await answered(ada);
    const [told] = await press(ada, '👍').settled();
    expect(told?.content).toContain('the state is locked');
    const [kept] = await ada.slash('forget', { what: 'everything' }).settled();
    expect(kept?.content).toContain('the state is locked');
    expect(bot.log.filter(({ level }) => level === 'error')).toHaveLength(2);
    fake.expectClean();
  });
});
