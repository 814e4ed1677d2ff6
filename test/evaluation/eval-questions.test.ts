import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createIbid } from '../../src/compose.ts';
import { runCli } from '../support/fake-terminal.ts';
import { SMALL_CORPUS } from '../support/papers.ts';
import {
  changed,
  collectionFolder,
  evaluate,
  lines,
  place,
  usingFolders,
  write,
} from './eval-command-support.ts';

usingFolders();

const VQGRAPH = SMALL_CORPUS[0]?.title ?? '';
const SURVEY = SMALL_CORPUS[2]?.title ?? '';
const QUESTIONS = [
  {
    id: 'a',
    type: 'specific',
    question: 'How much faster is VQGraph at inference than GNNs?',
    history: [],
    outcome: 'answered',
    papers: [VQGRAPH.toUpperCase()],
    also_ok: [],
    facts: ['828x'],
    evidence:
      'VQGraph achieves faster inference over GNNs by 828x and accuracy improvement over GNNs by 3.90% on average.',
  },
  {
    id: 'b',
    type: 'specific',
    question: 'Which gating functions does the survey on mixture of experts review?',
    outcome: 'answered',
    papers: [SURVEY],
  },
  {
    id: 'c',
    type: 'unanswerable',
    question: 'Who won the chess olympiad in Budapest?',
    outcome: 'not-in-corpus',
  },
];

async function indexSmallCorpus(): Promise<void> {
  const papers = SMALL_CORPUS.map(({ title, abstract }) => ({ title, abstract }));
  const { exitCode } = await runCli(['index', write('papers.jsonl', lines(papers))], {
    folder: place.folder,
    createIbid,
  });
  expect(exitCode).toBe(0);
}

describe('ibid eval on questions', () => {
  it('asks the index, prints figures by type, and finds nothing changed against itself', async () => {
    await indexSmallCorpus();
    const file = write('questions.jsonl', lines(QUESTIONS));
    const first = await evaluate([file, '--json']);
    expect(first.stderr).toContain('answering: 3 of 3 questions');
    expect(first.exitCode).toBe(0);
    const result = JSON.parse(first.stdout);
    expect(result).toMatchObject({ schema: 1, kind: 'questions', papers: 4, violations: 0 });
    expect(result.groups.map(({ group }: { group: string }) => group)).toEqual([
      'specific',
      'unanswerable',
      'all',
    ]);
    const [a] = result.questions;
    expect(a).toMatchObject({
      id: 'a',
      type: 'specific',
      outcome: 'answered',
      missingFacts: [],
      violations: [],
    });
    expect(a.figures).toMatchObject({ 'nDCG@10': 1, 'cited recall': 1, facts: 1, evidence: 1 });
    expect(a.cited).toContain(VQGRAPH);

    const previous = write('previous.json', first.stdout);
    const second = await evaluate([file, '--compare', previous]);
    expect(second.stdout).toContain(`Against ${previous}, 3 questions paired`);
    expect(second.stdout).toContain('specific: no figure changed (noise)');
    expect(second.stdout).toContain('all: no figure changed (noise)');
    expect(second.stdout).toContain('Nothing happened that may never happen.');
    expect(second.exitCode).toBe(0);
  });

  it('fails, and says what, when an answer quotes what the abstract does not say', async () => {
    await indexSmallCorpus();
    const lying = changed((ibid) => ({
      paper: async (id) => ({ ...(await ibid.paper(id)), abstract: 'Another abstract.' }),
    }));
    const file = write('questions.jsonl', lines(QUESTIONS.slice(0, 1)));
    const { exitCode, stdout } = await evaluate([file], {}, lying);
    expect(stdout).toMatch(/What may never happen happened \d+ times:\n {2}a: quote-not-verbatim: \[1\] "/u);
    expect(exitCode).toBe(1);
  });

  it('asks the history first, in the same conversation', async () => {
    await indexSmallCorpus();
    const asked: string[] = [];
    const listening = changed((ibid) => ({
      conversation() {
        const conversation = ibid.conversation();
        asked.push('new');
        return {
          ...conversation,
          ask(request) {
            asked.push(request.question);
            return conversation.ask(request);
          },
        };
      },
    }));
    const [question] = QUESTIONS;
    const file = write(
      'questions.jsonl',
      lines([{ ...question, question: 'And now?', history: ['First?', 'Then?'] }]),
    );
    await evaluate([file], {}, listening);
    expect(asked).toEqual(['new', 'First?', 'Then?', 'And now?']);
  });

  it('is a table of rows a type on a wide terminal, and lists on a narrow one', async () => {
    await indexSmallCorpus();
    const file = write('questions.jsonl', lines(QUESTIONS));
    const shown = async (columns: number) =>
      stripVTControlCharacters((await evaluate([file], { columns })).stdout);
    const wide = await shown(80);
    expect(wide).toMatch(/^ +nDCG@10 +hit@1 +hit@5 /mu);
    expect(wide).toMatch(/^specific +1\.000 /mu);
    const narrow = await shown(40);
    expect(narrow).toMatch(/^ {2}nDCG@10 +1\.000 +1\.00–1\.00$/mu);
    for (const [columns, text] of [
      [80, wide],
      [40, narrow],
    ] as const)
      for (const line of text.split('\n').filter((one) => !one.includes(place.folder)))
        expect(line.length).toBeLessThanOrEqual(columns);
  });

  it.each<[string, object, string]>([
    [
      'titles that no paper has',
      { ...QUESTIONS[1], papers: ['No Such Paper', SURVEY] },
      'questions.jsonl:1: no indexed paper has the title "No Such Paper"',
    ],
    ['no outcome', { ...QUESTIONS[2], outcome: 'maybe' }, 'questions.jsonl:1: outcome '],
    ['an answer that cites nothing', { ...QUESTIONS[1], papers: [] }, 'questions.jsonl:1: papers must name'],
    ['a history that is no list', { ...QUESTIONS[1], history: 'x' }, 'questions.jsonl:1: history '],
  ])('refuses %s', async (_, question, message) => {
    await indexSmallCorpus();
    const { exitCode, stdout, stderr } = await evaluate([write('questions.jsonl', lines([question]))]);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([1, '']);
  });

  it('refuses paths and flags that do not fit, before it works', async () => {
    const file = write('questions.jsonl', lines(QUESTIONS));
    expect((await evaluate([join(place.folder, 'nothing')])).stderr).toContain('nothing does not exist');
    const run = await evaluate([file, '--run', join(place.folder, 'x')]);
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('--run belongs to a collection')]);
    const other = write('other.json', '{"schema":1,"kind":"collection","questions":[]}');
    expect((await evaluate([file, '--compare', other])).stderr).toContain('other.json measured a collection');
    expect((await evaluate([file, '--compare', file])).stderr).toContain('is no earlier measurement');
    const unwritable = await evaluate([collectionFolder(), '--run', join(place.folder, 'no', 'where')]);
    expect(unwritable.stderr).toContain('cannot be written');
  });
});
