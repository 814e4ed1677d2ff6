import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AskRequest } from '../../../src/ibid.ts';
import { eventsOf, type IbidScript, QUESTION, someAnswer, someManifest } from '../../support/fake-ibid.ts';
import { startChat, temporaryFolder } from '../../support/fake-terminal.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ENTER = '\r';

const manifest = async () => someManifest();

function answering(asked: string[]): IbidScript {
  return {
    manifest,
    ask: ({ question }) => {
      asked.push(question);
      return eventsOf(someAnswer());
    },
  };
}

/** An answer that says one sentence and then hangs until it is stopped. */
function hanging(asked: string[]): IbidScript {
  return {
    manifest,
    async *ask({ question, signal }: AskRequest) {
      asked.push(question);
      for (const claim of someAnswer().claims) yield { type: 'claim', claim };
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
      return someAnswer();
    },
  };
}

describe('chat on a terminal', () => {
  it('welcomes, answers, highlights evidence, and leaves at Ctrl-D with 0: a whole session', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: answering(asked) });
    await chat.seen('159 papers are indexed. Ask a question; /help lists the commands, Ctrl-D leaves.');
    await chat.seen('> ');
    chat.type(`${QUESTION}${ENTER}`);
    await chat.seen('“VQGraph is 828x faster than GNNs in inference.” [1]');
    await chat.seen('Sources\n[1] VQGraph: ');
    await chat.seen('> ');
    chat.type(`/evidence 1${ENTER}`);
    // A colour marks the sentence here, so that no signs stand in the text.
    await chat.seen('GNNs use message passing. VQGraph is 828x faster');
    await chat.seen('> ');
    chat.type(CTRL_D);
    expect(await chat.exitCode).toBe(0);
    expect(asked).toEqual([QUESTION]);
    expect(chat.screen().endsWith('\n')).toBe(true);
  });

  it('stops the answer at Ctrl-C and goes on', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: hanging(asked) });
    await chat.seen('> ');
    chat.type(`one?${ENTER}`);
    await chat.seen('828x');
    chat.type(CTRL_C);
    await chat.seen('> ');
    expect(chat.stderr.text()).toContain('Stopped.');
    chat.type(`two?${ENTER}`);
    await chat.seen('828x');
    chat.type(CTRL_D);
    expect(await chat.exitCode).toBe(0);
    expect(asked).toEqual(['one?', 'two?']);
  });

  it('leaves at Ctrl-C when an answer does not stop', async () => {
    const chat = startChat({
      script: {
        manifest,
        async *ask() {
          for (const claim of someAnswer().claims) yield { type: 'claim', claim };
          await new Promise(() => {});
          return someAnswer();
        },
      },
    });
    await chat.seen('> ');
    chat.type(`one?${ENTER}`);
    await chat.seen('828x');
    chat.type(CTRL_C);
    chat.type(CTRL_C);
    expect(await chat.exitCode).toBe(130);
  });

  it('clears what is typed at Ctrl-C, also behind the cursor, and does not ask it', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: answering(asked) });
    await chat.seen('> ');
    chat.type('not this\u001b[D\u001b[D');
    await chat.seen('not this');
    chat.type(CTRL_C);
    chat.type(`but this?${ENTER}`);
    await chat.seen('Sources');
    chat.type(CTRL_D);
    expect(await chat.exitCode).toBe(0);
    expect(asked).toEqual(['but this?']);
  });

  it('leaves with 130 at two Ctrl-C on an empty line', async () => {
    const chat = startChat({ script: { manifest } });
    await chat.seen('> ');
    chat.type(CTRL_C);
    await chat.seen('> ');
    expect(chat.stderr.text()).toContain('Ctrl-C again leaves');
    chat.type(CTRL_C);
    expect(await chat.exitCode).toBe(130);
  });

  it('stays when more than two seconds lie between them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const chat = startChat({ script: { manifest } });
      await chat.seen('> ');
      chat.type(CTRL_C);
      await chat.seen('> ');
      vi.setSystemTime(Date.now() + 2001);
      chat.type(CTRL_C);
      await chat.seen('> ');
      chat.type(CTRL_D);
      expect(await chat.exitCode).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes pasted lines as one question, and commands among them as commands', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: answering(asked) });
    await chat.seen('> ');
    chat.type('How fast\nis it\n\n  really?\n/sources\nand this?\n');
    await chat.seen('Sources');
    await chat.seen('Sources');
    await chat.seen('Sources');
    chat.type(CTRL_D);
    await chat.exitCode;
    expect(asked).toEqual(['How fast\nis it\nreally?', 'and this?']);
  });

  it('holds a paste back whose last line is not ended yet', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: answering(asked) });
    await chat.seen('> ');
    chat.type('How fast\nis it');
    await chat.seen('is it');
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(asked).toEqual([]);
    chat.type(`?${ENTER}`);
    await chat.seen('Sources');
    chat.type(CTRL_D);
    await chat.exitCode;
    expect(asked).toEqual(['How fast\nis it?']);
  });

  it('takes many lines between fences, with a prompt of its own, and forgets them at Ctrl-C', async () => {
    const asked: string[] = [];
    const chat = startChat({ script: answering(asked) });
    await chat.seen('> ');
    chat.type(`"""forget me${ENTER}`);
    await chat.seen('… ');
    chat.type(CTRL_C);
    await chat.seen('> ');
    chat.type(`"""${ENTER}`);
    await chat.seen('… ');
    chat.type(`one${ENTER}`);
    await chat.seen('… ');
    chat.type(`two?"""${ENTER}`);
    await chat.seen('Sources');
    chat.type(CTRL_D);
    await chat.exitCode;
    expect(asked).toEqual(['one\ntwo?']);
  });

  it('tells a failure, without leaving', async () => {
    const chat = startChat({ script: { manifest } });
    await chat.seen('> ');
    chat.type(`one?${ENTER}`);
    await chat.seen('one?');
    await chat.seen('> ');
    expect(chat.stderr.text()).toContain('the test did not script ask');
    chat.type(`/quit${ENTER}`);
    expect(await chat.exitCode).toBe(0);
  });

  it('completes commands at the Tab key, ready for what goes behind them', async () => {
    const chat = startChat({ script: answering([]) });
    await chat.seen('> ');
    chat.type(`${QUESTION}${ENTER}`);
    await chat.seen('Sources');
    await chat.seen('> ');
    // Key by key: a tab within a paste is text.
    chat.type('/ev');
    await chat.seen('/ev');
    chat.type('\t');
    await chat.seen('idence ');
    chat.type(`1${ENTER}`);
    await chat.seen('GNNs use message passing.');
    chat.type(CTRL_D);
    expect(await chat.exitCode).toBe(0);
  });

  it('ends with 130 when the process is told to stop', async () => {
    const stop = new AbortController();
    const chat = startChat({ script: { manifest }, signal: stop.signal });
    await chat.seen('> ');
    stop.abort();
    expect(await chat.exitCode).toBe(130);
  });
});

describe('history of the chat', () => {
  it('is kept between sessions in a file of its owner alone', async () => {
    const folder = temporaryFolder();
    const first = startChat({ script: answering([]), folder });
    await first.seen('> ');
    first.type(`what was it?${ENTER}`);
    await first.seen('Sources');
    first.type(CTRL_D);
    await first.exitCode;
    const file = join(folder, 'home', 'state', 'history');
    expect(readFileSync(file, 'utf8')).toBe('what was it?\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const asked: string[] = [];
    const second = startChat({ script: answering(asked), folder });
    await second.seen('> ');
    second.type(`\u001b[A${ENTER}`);
    await second.seen('Sources');
    second.type(CTRL_D);
    await second.exitCode;
    expect(asked).toEqual(['what was it?']);
  });

  it('keeps five hundred lines', async () => {
    const folder = temporaryFolder();
    const state = join(folder, 'home', 'state');
    mkdirSync(state, { recursive: true });
    writeFileSync(join(state, 'history'), Array.from({ length: 1200 }, (_, line) => `q${line}\n`).join(''));
    const chat = startChat({ script: { manifest }, folder });
    await chat.seen('> ');
    chat.type(CTRL_D);
    await chat.exitCode;
    const lines = readFileSync(join(state, 'history'), 'utf8').trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'q700', 'q1199']);
  });

  it('is done without, in words, where it cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const chat = startChat({ script: answering([]), folder, env: { IBID_STATE: join(folder, 'file') } });
    await chat.seen('> ');
    chat.type(`q?${ENTER}`);
    await chat.seen('Sources');
    chat.type(CTRL_D);
    expect(await chat.exitCode).toBe(0);
    expect(
      chat.stderr
        .text()
        .replace(/\s+/gu, ' ')
        .match(/note: the history in/gu),
    ).toHaveLength(1);
  });
});
