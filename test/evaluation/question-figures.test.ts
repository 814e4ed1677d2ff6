import { describe, expect, it } from 'vitest';
import { type MeasuredAnswer, questionFigures } from '../../src/evaluation/question-figures.ts';
import type { JudgedQuestion } from '../../src/evaluation/question-file.ts';
import { paperOf } from '../support/papers.ts';

const QUESTION: JudgedQuestion = {
  id: 'q',
  type: 'list',
  question: 'Which?',
  history: [],
  outcome: 'answered',
  alsoOutcome: [],
  papers: ['alpha', 'beta net'],
  alsoOk: ['gamma'],
  facts: ['41%', 'routing'],
  evidence: 'It is 41% faster.',
};

const titled = (title: string) => paperOf({ id: title, title, abstract: 'It is 41% faster.' });

function answerWith(given: {
  ranked?: string[];
  cited?: string[];
  outcome?: MeasuredAnswer['outcome'];
}): MeasuredAnswer {
  const quote = 'It is 41% faster.';
  return {
    outcome: given.outcome ?? 'answered',
    ranked: (given.ranked ?? []).map((title) => ({ paperId: title, title, score: 1 })),
    citations: (given.cited ?? []).map((title, i) => ({
      marker: i + 1,
      paper: titled(title),
      quotes: [quote],
    })),
    claims: [{ text: quote, quotes: [{ marker: 1, text: quote }], check: 'quote' }],
    table: null,
    markdown: `“${quote}” [1]`,
  };
}

describe('the figures of one answer', () => {
  it('are those worked out by hand', () => {
    // Without the neutral Gamma the ranking is Delta, Beta-Net, Alpha: gains 0, 1, 1 at ranks 1, 2, 3.
    const figures = questionFigures(
      QUESTION,
      answerWith({
        ranked: ['Gamma', 'Delta', 'Beta-Net', 'ALPHA'],
        cited: ['Álpha', 'Gamma', 'Delta'],
      }),
    );
    expect(figures['nDCG@10']).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / (1 + 1 / Math.log2(3)), 10);
    expect(figures).toMatchObject({ 'hit@1': 0, 'hit@5': 1, 'R-precision': 0.5 });
    // Cited: one right of two that count, one of two wanted.
    expect(figures).toMatchObject({ 'cited precision': 0.5, 'cited recall': 0.5, 'cited F1': 0.5 });
    expect(figures).toMatchObject({ facts: 0.5, evidence: 1, words: 4, 'false refusals': 0 });
    expect(figures).toMatchObject({ 'false answers': null, 'told apart': null });
  });

  it('count a title once, however many papers have it', () => {
    const figures = questionFigures(QUESTION, answerWith({ ranked: ['Alpha', 'alpha', 'Beta Net'] }));
    expect(figures).toMatchObject({ 'nDCG@10': 1, 'R-precision': 1 });
  });

  it('are 0 throughout when an answerable question is refused, however good the ranking', () => {
    const figures = questionFigures(
      QUESTION,
      answerWith({ ranked: ['alpha', 'beta net'], cited: ['alpha'], outcome: 'not-stated' }),
    );
    expect(figures).toEqual({
      'nDCG@10': 0,
      'hit@1': 0,
      'hit@5': 0,
      'R-precision': 0,
      'cited precision': 0,
      'cited recall': 0,
      'cited F1': 0,
      facts: 0,
      evidence: 0,
      words: null,
      'false answers': null,
      'false refusals': 1,
      'told apart': null,
    });
  });

  it('leave out what a question says nothing about', () => {
    const bare = { ...QUESTION, facts: [], evidence: null };
    expect(questionFigures(bare, answerWith({}))).toMatchObject({ facts: null, evidence: null });
    const refused = questionFigures(bare, answerWith({ outcome: 'not-in-corpus' }));
    expect(refused).toMatchObject({ facts: null, evidence: null, 'cited F1': 0 });
  });

  it('do not count a refusal that is right too', () => {
    const both: JudgedQuestion = { ...QUESTION, alsoOutcome: ['not-stated'] };
    const figures = questionFigures(both, answerWith({ outcome: 'not-stated' }));
    expect(figures).toMatchObject({ 'nDCG@10': null, facts: null, 'false refusals': 0 });
  });

  const UNANSWERABLE: JudgedQuestion = {
    ...QUESTION,
    outcome: 'not-stated',
    papers: [],
    facts: [],
    evidence: null,
  };

  it.each([
    ['answered', [], 1, null],
    ['answered', ['answered'], 0, null],
    ['not-stated', [], 0, 1],
    ['not-in-corpus', [], 0, 0],
    ['not-in-corpus', ['not-in-corpus'], 0, 1],
  ] as const)(
    'tell an unanswerable question that got %j (also right: %j)',
    (outcome, also, falseAnswer, apart) => {
      const figures = questionFigures({ ...UNANSWERABLE, alsoOutcome: also }, answerWith({ outcome }));
      expect(figures).toMatchObject({ 'false answers': falseAnswer, 'told apart': apart });
      expect(figures).toMatchObject({ 'nDCG@10': null, 'cited F1': null, 'false refusals': null });
    },
  );
});
