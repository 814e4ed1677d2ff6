import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent } from '../../../src/answerer/answer.ts';
import { answerJsonSchema } from '../../../src/answerer/answer-json.ts';
import type { AskRequest } from '../../../src/ibid.ts';
import { eventsOf, someAnswer, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();

const COMPARED = someAnswer({
  claims: [],
  table: {
    papers: [1, 2],
    rows: [
      {
        aspect: 'speed',
        cells: [
          {
            text: 'VQGraph is 828x faster than GNNs in inference.',
            quote: 'VQGraph is 828x faster than GNNs in inference.',
          },
          null,
        ],
      },
    ],
  },
  missing: ['FooBarNet'],
  citations: [
    ...someAnswer().citations,
    { marker: 2, paper: somePaper({ id: 'x', title: 'On Teachers', arxivId: null }), quotes: [] },
  ],
});

function recording(answer: Answer, asked: AskRequest[] = []) {
  return {
    asked,
    script: {
      manifest,
      ask: (request: AskRequest) => {
        asked.push(request);
        return eventsOf(answer);
      },
    },
  };
}

describe('ibid compare', () => {
  it('asks for the sides and aspects as they were given', async () => {
    const { asked, script } = recording(COMPARED);
    await runCli(['compare', 'VQGraph', ' On  Teachers ', 'FooBarNet', '--on', 'speed', 'training cost'], {
      script,
    });
    expect(asked[0]).toMatchObject({
      question: 'Compare VQGraph, On Teachers and FooBarNet on speed and training cost',
      intent: {
        kind: 'compare',
        sides: ['VQGraph', 'On Teachers', 'FooBarNet'],
        aspects: ['speed', 'training cost'],
      },
    });
  });

  it('prints the table, what is missing, then the sources', async () => {
    const { exitCode, stdout } = await runCli(['compare', 'VQGraph', 'On Teachers'], recording(COMPARED));
    expect(stdout).toMatch(/speed\n {2}\[1\] “VQGraph is 828x faster[^\n]+”\n {2}\[2\] not stated\n/u);
    expect(stdout).toMatch(/\n\nNot in the index: FooBarNet\.\n\nSources\n\[1\]/u);
    expect(exitCode).toBe(0);
  });

  it('prints the contract with --json', async () => {
    const { stdout } = await runCli(['compare', 'a', 'b', '--json'], recording(COMPARED));
    const json = answerJsonSchema.parse(JSON.parse(stdout));
    expect(json.table?.papers).toEqual([1, 2]);
    expect(json.missing).toEqual(['FooBarNet']);
  });

  it.each([
    [[], 'nothing to compare is named'],
    [['VQGraph'], 'only one side to compare is named: "VQGraph"'],
    [['VQGraph', '  '], 'a side to compare is blank'],
    [['VQGraph', 'vqgraph'], '"vqgraph" is named twice'],
    [['VQGraph', 'Ladder', '--on', ' '], 'an aspect behind --on is blank'],
  ])('refuses %j in words', async (sides, words) => {
    const { exitCode, stdout, stderr } = await runCli(['compare', ...sides], recording(COMPARED));
    expect(stderr).toContain(words);
    expect(stderr).toContain('ibid compare "');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

const claim = (text: string, marker: number) =>
  ({ type: 'claim', claim: { text, quotes: [{ marker, text }], check: 'quote' } }) as const;
const remark = (text: string, heading: boolean) => ({ type: 'remark', remark: { text, heading } }) as const;

/** A summary as the answerer tells it: headings, quotes, and a closing line. */
async function* summaryOf(answer: Answer): AsyncGenerator<AnswerEvent, Answer, void> {
  yield { type: 'plan', plan: answer.plan };
  yield remark('Routing\u001b[2J', true);
  yield claim('A routes.', 1);
  yield claim('B routes.', 1);
  yield remark('Further papers', true);
  yield claim('C sings.', 1);
  yield remark('Drawn from 3 of 9 related papers; 2021.', false);
  yield { type: 'end', end: answer };
  return answer;
}

describe('ibid summarize', () => {
  it('asks for a summary of the words as one topic', async () => {
    const { asked, script } = recording(someAnswer());
    await runCli(['summarize', 'mixture', 'of', 'experts'], { script });
    expect(asked[0]).toMatchObject({ question: 'mixture of experts', intent: { kind: 'summary' } });
  });

  it('prints headings and quotes with a line between, and says nowhere twice that they are quotes', async () => {
    const { stdout } = await runCli(['summarize', 'routing'], {
      script: { manifest, ask: () => summaryOf(someAnswer()) },
    });
    expect(stdout.slice(0, stdout.indexOf('Sources'))).toBe(
      [
        'Routing',
        '“A routes.” [1]',
        '“B routes.” [1]',
        'Further papers',
        '“C sings.” [1]',
        'Drawn from 3 of 9 related papers; 2021.',
        '',
      ].join('\n\n'),
    );
  });

  it('prints the contract with --json', async () => {
    const { stdout } = await runCli(['summarize', 'routing', '--json'], recording(someAnswer()));
    expect(answerJsonSchema.parse(JSON.parse(stdout)).outcome).toBe('answered');
  });

  it.each([[[]], [['  ']]])('refuses the topic %j in words', async (words) => {
    const { exitCode, stderr } = await runCli(['summarize', ...words], recording(someAnswer()));
    expect(stderr).toContain('the topic is missing');
    expect(exitCode).toBe(2);
  });
});
