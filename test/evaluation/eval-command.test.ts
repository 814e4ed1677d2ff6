import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CreateIbid } from '../../src/adapters/cli/context.ts';
import { createIbid } from '../../src/compose.ts';
import type { Ibid } from '../../src/ibid.ts';
import { runCli, temporaryFolder } from '../support/fake-terminal.ts';
import { SMALL_CORPUS } from '../support/papers.ts';

let folder: string;
let temporary: string;

beforeEach(() => {
  folder = temporaryFolder();
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  // Where temporary indexes go, so that what is left behind can be seen.
  vi.stubEnv('TMPDIR', temporary);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const DOCUMENTS = [
  { _id: 'wing', title: 'Lift of a wing', text: 'We measure the lift of a wing in a slipstream.' },
  { _id: 'twin', title: 'Lift of a wing', text: 'We measure the lift of a wing in a slipstream.' },
  { _id: 'heat', title: 'Heat transfer', text: 'Heat transfer at the nose of a blunt cone was computed.' },
  { _id: 'none', title: '', text: '' },
];
const QUERIES = [
  { _id: 'q1', text: 'lift of a wing' },
  { _id: 'q2', text: 'heat transfer at a blunt nose' },
  { _id: 'q3', text: 'nobody judged this' },
];
const QRELS = 'query-id\tcorpus-id\tscore\nq1\twing\t2\nq1\ttwin\t1\nq2\theat\t1\nq3\tnone\t0\n';

function collectionFolder(overrides: Readonly<Record<string, string | null>> = {}): string {
  const files: Record<string, string | null> = {
    'corpus.jsonl': lines(DOCUMENTS),
    'queries.jsonl': lines(QUERIES),
    'qrels.tsv': QRELS,
    ...overrides,
  };
  for (const [name, text] of Object.entries(files)) if (text !== null) write(`beir/${name}`, text);
  return join(folder, 'beir');
}

const evaluate = (
  argv: readonly string[],
  more: { columns?: number; signal?: AbortSignal } = {},
  create: CreateIbid = createIbid,
) => runCli(['eval', ...argv], { folder, createIbid: create, ...more });

/** The real application, with one of its methods replaced by what is made of it. */
const changed =
  (change: (ibid: Ibid) => Partial<Ibid>): CreateIbid =>
  async (options) => {
    const ibid = await createIbid(options);
    return { ...ibid, ...change(ibid) };
  };

describe('ibid eval on a collection', () => {
  it('ranks every document, twins and empty ones too, and writes figures and run', async () => {
    const run = join(folder, 'out.run');
    const { exitCode, stdout, stderr } = await evaluate([collectionFolder(), '--run', run, '--json']);
    expect(exitCode).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ schema: 1, kind: 'collection', documents: 4, comparison: null });
    expect(result.questions.map((question: { id: string }) => question.id)).toEqual(['q1', 'q2']);
    // Of the twins, equal in all, the id decides: "twin" (grade 1) before "wing" (grade 2).
    const [first] = result.questions;
    expect(first.ranked.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual(['twin', 'wing']);
    const discounted = (1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3));
    expect(first.figures['nDCG@10']).toBeCloseTo(discounted, 10);
    expect(first.figures).toMatchObject({ 'MRR@10': 1, 'hit@1': 1, 'hit@10': 1, 'recall@100': 1 });
    expect(result.groups[0].figures[0].estimate.mean).toBeCloseTo((discounted + 1) / 2, 10);

    const rows = readFileSync(run, 'utf8')
      .trimEnd()
      .split('\n')
      .map((row) => row.split(' '));
    expect(rows.filter(([query]) => query === 'q1').map(([, , id]) => id)).toContain('none');
    expect(rows[0]).toEqual(['q1', 'Q0', 'twin', '1', expect.stringMatching(/^\d/u), 'ibid']);
    expect(stderr).toContain('1 query has no relevant document and does not count');
    expect(stderr).toContain('ranking: 2 of 2 queries');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('finds judgements under qrels/test.tsv, and prints a list that fits a narrow terminal', async () => {
    const beir = collectionFolder({ 'qrels.tsv': null, 'qrels/test.tsv': QRELS });
    const { exitCode, stdout } = await evaluate([beir], { columns: 44 });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/nDCG@10 +\.\d{3} +/u);
    expect(stdout).toMatch(/recall@100 +1\.000 +.*1\.00–1\.00/u);
    for (const line of stripVTControlCharacters(stdout)
      .split('\n')
      .filter((text) => !text.includes(folder)))
      expect(line.length).toBeLessThanOrEqual(44);
  });

  it('leaves no temporary index behind when it is interrupted, while indexing or while ranking', async () => {
    const beir = collectionFolder();
    const stages = ['indexing', 'ranking'] as const;
    for (const stage of stages) {
      const stop = new AbortController();
      const interrupting = changed((ibid) => ({
        async collection(request) {
          const onProgress = () => {
            expect(readdirSync(temporary)).toHaveLength(1);
            if (stage === 'indexing') stop.abort();
          };
          const collection = await ibid.collection({ ...request, onProgress });
          return {
            ...collection,
            rank(query) {
              stop.abort();
              return collection.rank(query);
            },
          };
        },
      }));
      const { exitCode, stdout } = await evaluate([beir], { signal: stop.signal }, interrupting);
      expect([stage, exitCode, stdout]).toEqual([stage, 130, '']);
      expect(readdirSync(temporary)).toEqual([]);
    }
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['no corpus', { 'corpus.jsonl': null }, 'corpus.jsonl does not exist'],
    ['no judgements', { 'qrels.tsv': null }, 'qrels.tsv or '],
    [
      'a line that is no JSON',
      { 'corpus.jsonl': `${lines(DOCUMENTS)}{"_id"\n` },
      'corpus.jsonl:5: is no JSON',
    ],
    [
      'a document without text',
      { 'corpus.jsonl': '{"_id":"wing"}\n' },
      'corpus.jsonl:1: text expected string',
    ],
    [
      'two documents of one id',
      { 'corpus.jsonl': lines([...DOCUMENTS, { _id: 'heat', text: '' }]) },
      'corpus.jsonl:5: the id "heat" is that of line 3 too',
    ],
    [
      'a blank query',
      { 'queries.jsonl': '{"_id":"q1","text":" "}\n' },
      'queries.jsonl:1: text must not be blank',
    ],
    [
      'an id with a space',
      { 'queries.jsonl': '{"_id":"q 1","text":"x"}\n' },
      'queries.jsonl:1: _id must not',
    ],
    [
      'an unknown document',
      { 'qrels.tsv': `${QRELS}q1\tgone\t1\n` },
      'qrels.tsv:6: corpus.jsonl has no document "gone"',
    ],
    [
      'an unknown query',
      { 'qrels.tsv': `${QRELS}q9\twing\t1\n` },
      'qrels.tsv:6: queries.jsonl has no query "q9"',
    ],
    [
      'a grade that is no number',
      { 'qrels.tsv': 'q1\twing\tyes\n' },
      'qrels.tsv:1: is not a query, a document',
    ],
    [
      'two grades of one document',
      { 'qrels.tsv': `${QRELS}q1\twing\t1\n` },
      'qrels.tsv:6: document "wing" has grade 2',
    ],
    ['nothing relevant', { 'qrels.tsv': 'q1\twing\t0\n' }, 'names no relevant document for any query'],
  ])('refuses %s, with file and line', async (_, files, message) => {
    const { exitCode, stdout, stderr } = await evaluate([collectionFolder(files)]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('fault of ibid');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

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
  const { exitCode } = await runCli(['index', write('papers.jsonl', lines(papers))], { folder, createIbid });
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
      for (const line of text.split('\n').filter((one) => !one.includes(folder)))
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
    expect((await evaluate([join(folder, 'nothing')])).stderr).toContain('nothing does not exist');
    const run = await evaluate([file, '--run', join(folder, 'x')]);
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('--run belongs to a collection')]);
    const other = write('other.json', '{"schema":1,"kind":"collection","questions":[]}');
    expect((await evaluate([file, '--compare', other])).stderr).toContain('other.json measured a collection');
    expect((await evaluate([file, '--compare', file])).stderr).toContain('is no earlier measurement');
    const unwritable = await evaluate([collectionFolder(), '--run', join(folder, 'no', 'where')]);
    expect(unwritable.stderr).toContain('cannot be written');
  });
});
