import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { feedbackQuestions } from '../../src/evaluation/feedback-questions.ts';
import { questionFigures } from '../../src/evaluation/question-figures.ts';
import { type JudgedQuestion, readQuestionFile, titleKey } from '../../src/evaluation/question-file.ts';
import type { KeptAnswer } from '../../src/ibid.ts';
import { createMemoryState } from '../../src/state/memory-state.ts';
import { answer } from '../support/kept.ts';

const ATTENTION = 'Attention Is All You Need';
const BERT = 'BERT: Pre-training of Deep “Bidirectional”\nTransformers';
const TITLES = new Map([
  ['1706.03762', ATTENTION],
  ['1810.04805', BERT],
]);
const titleOf = (id: string): string | null => TITLES.get(id) ?? null;

type Given = Parameters<typeof feedbackQuestions>[0][number];
const vote = (about: KeptAnswer | null, given: Partial<Given> = {}): Given => ({
  answer: about?.id ?? 'gone',
  user: 'bob',
  vote: 'up',
  comment: null,
  given: new Date(0),
  about,
  ...given,
});

/** What `ibid eval` makes of the lines. */
async function read(jsonl: string): Promise<readonly JudgedQuestion[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ibid-votes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'votes.jsonl');
  writeFileSync(file, jsonl);
  const indexed = [...TITLES].map(([id, title]) => ({
    id,
    title,
    authors: [],
    year: null,
    arxivId: id,
    doi: null,
  }));
  const { questions, unknownAlsoOk } = await readQuestionFile(file, indexed, undefined);
  expect(unknownAlsoOk).toEqual([]);
  return questions;
}

describe('votes as questions for `ibid eval`', () => {
  it('ask for what was approved: the outcome, and the papers that were cited', async () => {
    const refused = answer('two', { outcome: 'not-in-corpus', citations: [] });
    const { jsonl, ...counts } = feedbackQuestions([vote(answer('one')), vote(refused)], titleOf);
    expect(counts).toEqual({ approved: 2, toJudge: 0, leftOut: 0 });
    expect(await read(jsonl)).toEqual([
      {
        id: 'vote-one',
        type: 'approved',
        question: 'What does the second paper say of attention?',
        history: [],
        outcome: 'answered',
        alsoOutcome: [],
        papers: [titleKey(BERT), titleKey(ATTENTION)],
        alsoOk: [],
        facts: [],
        evidence: null,
      },
      expect.objectContaining({ id: 'vote-two', outcome: 'not-in-corpus', papers: [] }),
    ]);
  });

  it('leave to a reader what was found wrong: with the words for it, and passing until then', async () => {
    const { jsonl, ...counts } = feedbackQuestions(
      [vote(answer('one'), { vote: 'down', comment: 'It is about “BERT”\nalone.' })],
      titleOf,
    );
    expect(counts).toEqual({ approved: 0, toJudge: 1, leftOut: 0 });
    expect(JSON.parse(jsonl)).toMatchObject({
      comments: ['It is about “BERT”\nalone.'],
      votes: { up: 0, down: 1 },
      given: { outcome: 'answered', papers: [BERT, ATTENTION] },
    });
    const [question] = await read(jsonl);
    if (question === undefined) throw new Error('no question');
    expect(question).toMatchObject({ type: 'to-judge', alsoOk: [titleKey(BERT), titleKey(ATTENTION)] });
    for (const outcome of ['answered', 'not-stated', 'not-in-corpus'] as const) {
      const said = { outcome, ranked: [], citations: [], claims: [], table: null, markdown: '' };
      const { 'false answers': wrong, 'told apart': apart } = questionFigures(question, said);
      expect([wrong, apart]).toEqual([0, outcome === 'answered' ? null : 1]);
    }
  });

  it('are one line an answer, and one vote against it is enough', async () => {
    const [one, two] = [answer('one'), answer('two')];
    const { jsonl, ...counts } = feedbackQuestions(
      [
        vote(one, { user: '', comment: 'nice' }),
        vote(two),
        vote(one, { user: '', vote: 'down', comment: 'no' }),
        vote(two, { user: 'cyd' }),
      ],
      titleOf,
    );
    expect(counts).toEqual({ approved: 1, toJudge: 1, leftOut: 0 });
    expect((await read(jsonl)).map(({ id, type }) => [id, type])).toEqual([
      ['vote-one', 'to-judge'],
      ['vote-two', 'approved'],
    ]);
    expect(JSON.parse(jsonl.split('\n')[0] ?? '')).toMatchObject({
      votes: { up: 1, down: 1 },
      comments: ['nice', 'no'],
    });
  });

  it('leave to a reader an answer whose papers are gone, naming them by id', async () => {
    const gone = { marker: 3, paperId: '0000.00000', quotes: [] };
    const { jsonl, ...counts } = feedbackQuestions(
      [vote(answer('one', { citations: [...answer('one').citations, gone] }))],
      titleOf,
    );
    expect(counts).toEqual({ approved: 0, toJudge: 1, leftOut: 0 });
    expect(JSON.parse(jsonl).given.papers).toEqual([BERT, ATTENTION, '0000.00000']);
    expect(await read(jsonl)).toHaveLength(1);
  });

  it('count those of which it is no longer known what was asked', () => {
    const blank = answer('blank', { question: ' ', standaloneQuestion: '\n' });
    expect(feedbackQuestions([vote(null), vote(blank)], titleOf)).toEqual({
      jsonl: '',
      approved: 0,
      toJudge: 0,
      leftOut: 2,
    });
    expect(feedbackQuestions([], titleOf)).toEqual({ jsonl: '', approved: 0, toJudge: 0, leftOut: 0 });
  });

  it('can be read whatever was asked, said and cited', async () => {
    const words = fc.string({ unit: 'binary', maxLength: 30 });
    const votes = fc.array(
      fc.record({
        answer: words,
        user: words,
        vote: fc.constantFrom('up' as const, 'down' as const),
        comment: fc.option(words),
        given: fc.constant(new Date(0)),
        about: fc.option(
          fc.record({
            id: words,
            conversation: words,
            messages: fc.constant([]),
            user: words,
            question: words,
            standaloneQuestion: words,
            detail: fc.constant('normal' as const),
            outcome: fc.constantFrom('answered' as const, 'not-stated' as const, 'not-in-corpus' as const),
            citations: fc.array(
              fc.record({
                marker: fc.nat(),
                paperId: fc.constantFrom(...TITLES.keys(), 'x'),
                quotes: fc.constant([]),
              }),
            ),
          }),
        ),
      }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(votes, async (given) => {
        const { jsonl, approved, toJudge, leftOut } = feedbackQuestions(given, titleOf);
        expect(approved + toJudge + leftOut).toBe(new Set(given.map((one) => one.answer)).size);
        if (jsonl !== '') expect(await read(jsonl)).toHaveLength(approved + toJudge);
      }),
      { numRuns: 100 },
    );
  });

  it('are what a state gives back, also after the conversation has gone with time', async () => {
    const state = createMemoryState();
    await state.keepAnswer(answer('one'));
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'up', comment: null });
    const before = feedbackQuestions(await state.feedback(), titleOf);
    await state.expire(0);
    expect(feedbackQuestions(await state.feedback(), titleOf)).toEqual(before);
    expect(before.approved).toBe(1);
  });
});
