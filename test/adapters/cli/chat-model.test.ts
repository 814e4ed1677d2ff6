import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, AnswerEvent } from '../../../src/answerer/answer.ts';
import type { AskRequest, UsageReport } from '../../../src/ibid.ts';
import {
  eventsOf,
  type IbidScript,
  MODEL,
  QUESTION,
  someAnswer,
  someManifest,
  someModelAnswer,
  somePaper,
  someUsage,
} from '../../support/fake-ibid.ts';
import { runCli, startChat, temporaryFolder } from '../../support/fake-terminal.ts';

const CTRL_D = '\u0004';
const ENTER = '\r';
const LOCAL = { OPENAI_BASE_URL: 'http://user:hush@127.0.0.1:11434/v1', IBID_CHAT_MODEL: MODEL };
const SOURCES = `Sources\n[1] ${somePaper().title} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117\n`;
const FAILED = `The chat model ${MODEL} did not answer within 60 s: quoted from the abstracts instead.`;

const manifest = async () => someManifest();

/** Gives the answers one after the other, the last again and again. */
function answering(answers: readonly Answer[], more: IbidScript = {}, asked: AskRequest[] = []): IbidScript {
  return {
    manifest,
    async *ask(request, turn) {
      asked.push(request);
      const answer = answers[Math.min(turn, answers.length - 1)] ?? someAnswer();
      // The real application tells the reason when it happens, and at the end once more.
      const before: AnswerEvent[] =
        answer.degraded === null ? [] : [{ type: 'notice', notice: { text: answer.degraded } }];
      yield* before;
      return yield* eventsOf(answer);
    },
    usage: async () => someUsage(),
    ...more,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T18:47:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a chat with a model, from a pipe', () => {
  it('answers, falls back, and tells its tokens: a whole transcript', async () => {
    const asked: AskRequest[] = [];
    const { exitCode, stdout, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\nand the others?\n/check strict\nand then?\n/usage\n`,
      env: LOCAL,
      script: answering(
        [someModelAnswer(), someAnswer({ degraded: FAILED }), someModelAnswer()],
        { usage: async () => someUsage({ limits: { perUser: null, total: 100_000 } }) },
        asked,
      ),
    });
    const written = [
      'VQGraph infers 828x faster than GNNs. [1]',
      'VQGraph is the fastest of all. [1] (the wording goes beyond its quotes)',
      SOURCES,
    ].join('\n\n');
    expect(stdout).toBe(
      [
        written,
        `Quoted from the abstracts:\n\n“VQGraph is 828x faster than GNNs in inference.” [1]\n\n${SOURCES}`,
        'strict: claims whose wording goes beyond their quotes are dropped.\n',
        written,
        [
          MODEL,
          'this session  3 answers, 2 requests: 2,468 tokens in, 420 out',
          'today         9 requests: 12,345 tokens in, 2,100 out',
          'left today    85,555 of 100,000 tokens; all again at 00:00 UTC, in 5 h 13 min',
          '',
        ].join('\n'),
      ].join('\n'),
    );
    expect(stderr).toBe(`note: ${FAILED}\n`);
    expect(asked.map(({ check }) => check)).toEqual(['standard', 'standard', 'strict']);
    expect(exitCode).toBe(0);
  });

  it('begins with the strictness of the settings', async () => {
    const asked: AskRequest[] = [];
    const { stdout } = await runCli(['chat', '--check', 'model'], {
      stdin: 'one?\n/check\n',
      env: LOCAL,
      script: answering([someModelAnswer()], {}, asked),
    });
    expect(asked[0]?.check).toBe('model');
    expect(stdout).toContain('model: the model is also asked of each claim whether its quotes carry it');
  });

  it.each([
    ['/check lax', 'ibid: /check cannot be "lax"\nIt must be one of standard, strict, model.\n'],
    ['/chek strict', 'ibid: there is no command /chek\nDid you mean /check? '],
    ['/usage today', 'ibid: /usage takes nothing behind it, and here is "today"\n'],
    ['/receipt', 'ibid: there is no answer yet that could have a receipt\nAsk a question first.\n'],
  ])('says what is wrong with %j', async (command, message) => {
    const { exitCode, stderr } = await runCli(['chat'], { stdin: `${command}\n`, script: answering([]) });
    expect(stderr.startsWith(message) ? message : stderr).toBe(message);
    expect(exitCode).toBe(1);
  });

  it('lists the commands of the model', async () => {
    const { stdout } = await runCli(['chat'], { stdin: '/help\n', script: answering([]) });
    expect(stdout).toMatch(/^\/receipt \[FILE\] +how the last answer came about/mu);
    expect(stdout).toMatch(/^\/usage +tokens/mu);
    expect(stdout).toMatch(/^\/check \[HOW\] +how a model’s claims .*: standard, strict, model$/mu);
  });
});

describe('/receipt', () => {
  it('prints the last answer’s, harmless to a terminal', async () => {
    const { receipt } = someModelAnswer();
    const calls = receipt.calls.map((call) => ({ ...call, output: '\u001b[2J\u202eboo' }));
    const { stdout } = await runCli(['chat'], {
      stdin: 'one?\ntwo?\n/receipt\n',
      script: answering([someAnswer(), someModelAnswer({ receipt: { ...receipt, calls } })]),
    });
    const shown = stdout.slice(stdout.indexOf('{\n'));
    expect(JSON.parse(shown)).toEqual({ ...receipt, calls });
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('writes it to a file of the working folder, in the place of what was there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'my receipt.json'), 'old');
    const { stdout } = await runCli(['chat'], {
      folder,
      stdin: `${QUESTION}\n/receipt my receipt.json\n`,
      script: answering([someModelAnswer()]),
    });
    const file = join(folder, 'my receipt.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(someModelAnswer().receipt);
    expect(stdout).toContain(`The receipt is in ${file}.\n`);
  });

  it('knows the tilde, says what cannot be written, and goes on', async () => {
    const { exitCode, stdout, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n/receipt ~/no such folder/r.json\n/check\n`,
      script: answering([someModelAnswer()]),
    });
    expect(stderr).toContain(
      `ibid: the receipt ${join(homedir(), 'no such folder/r.json')} cannot be written: ENOENT`,
    );
    expect(stdout).toContain('standard: ');
    expect(exitCode).toBe(1);
  });

  it('is forgotten with the conversation', async () => {
    const { stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n/clear\n/receipt\n`,
      script: answering([someModelAnswer()]),
    });
    expect(stderr).toContain('there is no answer yet');
  });
});

describe('/usage', () => {
  const usageOf = async (
    report: UsageReport,
    options: { env?: Record<string, string>; stdin?: string } = {},
  ) => {
    const { stdout } = await runCli(['chat'], {
      stdin: options.stdin ?? '/usage\n',
      ...(options.env === undefined ? {} : { env: options.env }),
      script: answering([someModelAnswer()], { usage: async () => report }),
    });
    return stdout
      .slice(Math.max(0, stdout.lastIndexOf(`\n${MODEL}\n`) + 1))
      .trimEnd()
      .split('\n');
  };

  it('says what a session has used before its first answer, and that there is no limit', async () => {
    expect(await usageOf(someUsage())).toEqual([
      MODEL,
      'this session  0 answers, no requests',
      'today         9 requests: 12,345 tokens in, 2,100 out',
      'left today    as many as are asked for: no limit is set',
    ]);
  });

  it('tells costs when there are prices, and estimates as such', async () => {
    const sum = {
      usage: { inputTokens: 2_000_000, outputTokens: 0, estimated: true },
      requests: 2,
      cost: '~€1.00',
    };
    const env = { IBID_PRICE_INPUT: '1000', IBID_PRICE_OUTPUT: '2000', IBID_PRICE_CURRENCY: 'EUR' };
    const lines = await usageOf(someUsage({ user: sum, all: sum }), { env, stdin: `${QUESTION}\n/usage\n` });
    expect(lines.slice(1, 3)).toEqual([
      'this session  1 answer, 1 request: 1,234 tokens in, 210 out; cost €1.65',
      'today         2 requests: about 2,000,000 tokens in, 0 out; cost ~€1.00',
    ]);
  });

  it('tells the user’s own tokens and those of all apart, and never less than none left', async () => {
    const all = {
      usage: { inputTokens: 50_000, outputTokens: 9_000, estimated: false },
      requests: 40,
      cost: null,
    };
    const lines = await usageOf(someUsage({ all, limits: { perUser: 10_000, total: 60_000 } }));
    expect(lines.slice(2)).toEqual([
      'today         9 requests: 12,345 tokens in, 2,100 out',
      'all users     40 requests: 50,000 tokens in, 9,000 out',
      'left for you  0 of 10,000 tokens; all again at 00:00 UTC, in 5 h 13 min',
      'left for all  1,000 of 60,000 tokens; all again at 00:00 UTC, in 5 h 13 min',
    ]);
  });

  it('says without a model that none is in use, and what would bring one in', async () => {
    const none = { usage: { inputTokens: 0, outputTokens: 0, estimated: false }, requests: 0, cost: null };
    const lines = await usageOf(someUsage({ model: null, user: none, all: none }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^No chat model is in use: .*OPENAI_API_KEY.*OPENAI_BASE_URL.*IBID_CHAT_MODEL/u);
  });
});

describe('a chat with a model, on a terminal', () => {
  it('says at its start who answers, without the password of the URL', async () => {
    const chat = startChat({ script: answering([]), env: LOCAL });
    await chat.seen(`Answers are by ${MODEL} at 127.0.0.1:11434; `);
    await chat.seen('> ');
    chat.type(CTRL_D);
    await chat.exitCode;
    expect(`${chat.screen()}${chat.stderr.text()}`).not.toContain('hush');
  });

  it.each([
    [{}, 'Answers are quoted from the abstracts.'],
    [{ ...LOCAL, IBID_ANSWERER: 'extractive' }, 'Answers are quoted from the abstracts.'],
    [{ OPENAI_API_KEY: 'hush-hush' }, 'Answers are by gpt-5.4-mini at api.openai.com; '],
  ])('says so with %j', async (env, line) => {
    const chat = startChat({ script: answering([]), env });
    await chat.seen(line);
    await chat.seen('> ');
    chat.type(CTRL_D);
    await chat.exitCode;
  });

  it.each([
    [40, '/usage\n    tokens of the chat model: this\n    session, today, and what is left\n'],
    [
      80,
      '/usage                 tokens of the chat model: this session, today, and what\n                       is left\n',
    ],
  ])('lists its commands %i columns wide', async (columns, lines) => {
    const { stdout } = await runCli(['chat'], { stdin: '/help\n', columns, script: answering([]) });
    expect(stdout).toContain(lines);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('changes the strictness by command, completed at the Tab key, for what is asked then', async () => {
    const asked: AskRequest[] = [];
    const chat = startChat({ script: answering([someModelAnswer()], {}, asked), env: LOCAL });
    await chat.seen('> ');
    chat.type('/che');
    await chat.seen('/che');
    chat.type('\t');
    await chat.seen('ck ');
    chat.type('stri');
    await chat.seen('stri');
    chat.type('\t');
    await chat.seen('ct');
    chat.type(ENTER);
    await chat.seen('strict: claims whose wording goes beyond their quotes are dropped.');
    await chat.seen('> ');
    chat.type(`one?${ENTER}`);
    await chat.seen('Sources');
    chat.type(CTRL_D);
    await chat.exitCode;
    expect(asked.map(({ check }) => check)).toEqual(['strict']);
  });

  it('says that strictness changes nothing without a model', async () => {
    const chat = startChat({ script: answering([]) });
    await chat.seen('> ');
    chat.type(`/check strict${ENTER}`);
    await chat.seen('is in use, so that it changes nothing');
    chat.type(CTRL_D);
    await chat.exitCode;
  });
});
