import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent } from '../../../src/answerer/answer.ts';
import { answerJsonSchema } from '../../../src/answerer/answer-json.ts';
import {
  eventsOf,
  MODEL,
  QUESTION,
  someAnswer,
  someCall,
  someManifest,
  someModelAnswer,
  somePaper,
} from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });
const emitting = (events: readonly AnswerEvent[], answer: Answer = someModelAnswer()) => ({
  manifest,
  async *ask() {
    yield* events;
    yield { type: 'end', end: answer } as const;
    return answer;
  },
});

const QUOTE = 'VQGraph is 828x faster than GNNs in inference.';
const quotes = [{ marker: 1, text: QUOTE }];
const checked: AnswerEvent = {
  type: 'claim',
  claim: { text: 'VQGraph infers 828x faster than GNNs.', quotes, check: 'checked' },
};
const partial: AnswerEvent = {
  type: 'claim',
  claim: { text: 'VQGraph is the fastest of all.', quotes, check: 'partial' },
};
const quoted: AnswerEvent = { type: 'claim', claim: { text: QUOTE, quotes, check: 'quote' } };
const remark = (text: string, heading = false): AnswerEvent => ({
  type: 'remark',
  remark: { text, heading },
});
const notice = (text: string): AnswerEvent => ({ type: 'notice', notice: { text } });

const CLOSING = remark('1 claim quote-checked, 1 in part, 0 dropped.');
const SOURCES = `Sources\n[1] ${somePaper().title} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117\n`;
const FAILED = 'The chat model tiny at http://x/v1 cannot be reached: quoted from the abstracts instead.';

describe('an answer of a chat model', () => {
  it('is prose with markers, its partial claims marked in words, and a line on what was checked', async () => {
    const { stdout, stderr } = await runCli(['ask', QUESTION], {
      script: emitting([checked, partial, CLOSING]),
    });
    expect(stdout).toBe(
      [
        'VQGraph infers 828x faster than GNNs. [1]',
        'VQGraph is the fastest of all. [1] (the wording goes beyond its quotes)',
        '1 claim quote-checked, 1 in part, 0 dropped.',
        SOURCES,
      ].join('\n\n'),
    );
    expect(stderr).toBe('');
  });

  it('fits a narrow terminal without colour', async () => {
    const { stdout } = await runCli(['ask', QUESTION], {
      script: emitting([checked, partial, CLOSING]),
      columns: 40,
      env: { NO_COLOR: '1' },
    });
    expect(stdout.slice(0, stdout.indexOf('Sources'))).toBe(
      [
        'VQGraph infers 828x faster than GNNs.',
        '[1]',
        '',
        'VQGraph is the fastest of all. [1] (the',
        'wording goes beyond its quotes)',
        '',
        '1 claim quote-checked, 1 in part, 0',
        'dropped.',
        '',
        '',
      ].join('\n'),
    );
    expect(stdout).not.toContain('\u001b');
  });

  it('has bold headings, and remarks that are dim behind the claims and plain before them', async () => {
    const { stdout } = await runCli(['summarize', 'routing'], {
      script: emitting([remark('Three papers say:'), remark('Routing', true), checked, CLOSING]),
      columns: 80,
    });
    expect(stdout).toMatch(/^Three papers say:\n/u);
    expect(stdout).toContain('\u001b[1mRouting\u001b[22m');
    expect(stdout).toContain('\u001b[2m1 claim quote-checked, 1 in part, 0 dropped.\u001b[22m');
  });

  it('is no answer behind a refusal, and says so', async () => {
    const { stdout } = await runCli(['ask', QUESTION], {
      script: emitting([{ type: 'refusal', outcome: 'not-stated' }, checked, checked], {
        ...someModelAnswer(),
        outcome: 'not-stated',
      }),
    });
    expect(stdout).toMatch(
      /^The abstracts do not state what was asked\.\n\nWhat they do say on the subject:\n\nVQGraph infers [^\n]+\n\nVQGraph infers/u,
    );
  });

  it('prints the contract with --json', async () => {
    const { stdout } = await runCli(['ask', QUESTION, '--json'], { script: answering(someModelAnswer()) });
    expect(answerJsonSchema.parse(JSON.parse(stdout))).toMatchObject({
      answerer: MODEL,
      claims: [{ check: 'checked' }, { check: 'partial' }],
      usage: { inputTokens: 1234, outputTokens: 210, estimated: false },
      degraded: null,
    });
  });
});

describe('an answer without the model that was to write it', () => {
  const degraded = someAnswer({ degraded: FAILED });

  it('says why once, and quotes', async () => {
    const { exitCode, stdout, stderr } = await runCli(['ask', QUESTION], {
      script: emitting([notice(FAILED), quoted], degraded),
    });
    expect(stderr).toBe(`note: ${FAILED}\n`);
    expect(stdout).toBe(`Quoted from the abstracts:\n\n“${QUOTE}” [1]\n\n${SOURCES}`);
    expect(exitCode).toBe(0);
  });

  it('says it at the end when it was not said before', async () => {
    const { stderr } = await runCli(['ask', QUESTION], { script: emitting([quoted], degraded) });
    expect(stderr).toBe(`note: ${FAILED}\n`);
  });

  it('says only what is new of several reasons', async () => {
    const { stderr } = await runCli(['ask', QUESTION], {
      script: emitting([notice(FAILED), quoted], someAnswer({ degraded: `${FAILED} No vectors either.` })),
    });
    expect(stderr).toBe(`note: ${FAILED}\nnote: No vectors either.\n`);
  });

  it('tells quotes apart from claims that the model wrote before it broke off', async () => {
    const { stdout } = await runCli(['ask', QUESTION], {
      script: emitting([checked, notice(FAILED), quoted, quoted], degraded),
    });
    expect(stdout.slice(0, stdout.indexOf('Sources'))).toBe(
      `VQGraph infers 828x faster than GNNs. [1]\n\nQuoted from the abstracts:\n\n“${QUOTE}” [1]\n\n“${QUOTE}” [1]\n\n`,
    );
  });

  it('stands by itself among the blocks of a terminal', async () => {
    const { stderr } = await runCli(['ask', QUESTION], {
      script: emitting([checked, notice(FAILED), quoted], degraded),
      columns: 200,
      stderrColumns: 200,
      env: { NO_COLOR: '1' },
    });
    expect(stderr).toBe(`\nnote: ${FAILED}\n`);
  });

  it('has the reason in its JSON, and a batch goes on: one note for all lines', async () => {
    const folder = temporaryFolder();
    const batch = join(folder, 'in.jsonl');
    writeFileSync(batch, ['a', 'b', 'c'].map((id) => `{"id":"${id}","question":"${id}?"}\n`).join(''));
    const { exitCode, stdout, stderr } = await runCli(['ask', '--batch', batch], {
      script: {
        manifest,
        ask: ({ question }) => eventsOf(question === 'b?' ? someModelAnswer() : degraded),
      },
    });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => answerJsonSchema.parse(JSON.parse(line)));
    expect(answers.map(({ id, degraded, answerer }) => [id, degraded, answerer])).toEqual([
      ['a', FAILED, 'extractive'],
      ['b', null, MODEL],
      ['c', FAILED, 'extractive'],
    ]);
    expect(stderr).toContain(`note: ${batch}:1: ${FAILED}\n`);
    expect(stderr).toContain(`note: what is said of ${batch}:1 holds for 1 more of the lines\n`);
    expect(exitCode).toBe(0);
  });
});

describe('--verbose', () => {
  it('says why a claim was not called checked', async () => {
    const answer = someModelAnswer();
    const objections = ['the number 99% is in none of the cited abstracts'];
    const claim = {
      part: 'claim',
      text: 'It wins 99%.',
      quotes: [],
      check: 'dropped',
      objections,
      round: 1,
    } as const;
    const receipt = { ...answer.receipt, claims: [claim] };
    const script = { script: answering({ ...answer, receipt }) };
    const { stderr } = await runCli(['ask', QUESTION, '--verbose'], {
      ...script,
      columns: 200,
      stderrColumns: 200,
    });
    expect(stderr.replace(/\s+/gu, ' ')).toContain(
      'dropped claim “It wins 99%.”: the number 99% is in none of the cited abstracts',
    );
    expect((await runCli(['ask', QUESTION], script)).stderr).not.toContain('It wins 99%');
  });

  const told = async (answer: Answer, argv: readonly string[] = ['ask', QUESTION]) => {
    const { stderr } = await runCli([...argv, '--verbose'], { script: answering(answer) });
    return stderr.split('\n').slice(-3, -1);
  };

  it('tells model, times and tokens', async () => {
    expect(await told(someModelAnswer())).toEqual([
      `answered by ${MODEL} in 2104 ms (search 4.0, answer 2100)`,
      '1 request: 1,234 tokens in, 210 out',
    ]);
  });

  it('tells them for compare and summarize too', async () => {
    for (const argv of [
      ['compare', 'MoH', 'DiffMoE'],
      ['summarize', 'routing'],
    ])
      expect((await told(someModelAnswer(), argv))[1]).toBe('1 request: 1,234 tokens in, 210 out');
  });

  it('says about when the endpoint did not count, and what it cost when there are prices', async () => {
    const usage = { inputTokens: 1234, outputTokens: 210, estimated: true };
    expect((await told(someModelAnswer({ usage, cost: '~$0.0012' })))[1]).toBe(
      '1 request: about 1,234 tokens in, 210 out; cost ~$0.0012',
    );
  });

  it('says what came from the cache', async () => {
    const answer = someModelAnswer();
    const from = (calls: Answer['receipt']['calls'], usage: Answer['usage'] = answer.usage) =>
      told({ ...answer, usage, receipt: { ...answer.receipt, calls } });
    const none = { inputTokens: 0, outputTokens: 0, estimated: false };
    expect((await from([someCall({ cached: true, usage: none })], none))[1]).toBe(
      '1 reply from the cache, at no cost',
    );
    expect((await from([someCall({ cached: true, usage: none }), someCall(), someCall()]))[1]).toBe(
      '2 requests: 1,234 tokens in, 210 out; 1 reply from the cache',
    );
  });

  it('says nothing of tokens where no model was asked', async () => {
    expect(await told(someAnswer())).toEqual([
      expect.stringMatching(/^ +1 {2}0\.910/u),
      'answered by extractive in 6.0 ms (search 4.0, answer 2.0)',
    ]);
  });
});
