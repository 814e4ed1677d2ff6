import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condenseHistory, fitEvidence } from '../../src/chat/budget.ts';
import { estimateTokens } from '../../src/chat/tokens.ts';
import { splitIntoPassages } from '../../src/papers/splitting.ts';
import type { RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { paperOf } from '../support/papers.ts';

/** A paper whose sentences have so many words each; `scores` are theirs, in the order of the abstract. */
function paperWith(given: {
  readonly id: string;
  readonly score: number;
  readonly sentences: readonly { readonly words: number; readonly score: number }[];
}): RetrievedPaper {
  const paper = paperOf({ id: given.id, abstract: '' });
  const passages = given.sentences.map(({ words, score }, ordinal) => ({
    passage: {
      id: `${given.id}#${ordinal}`,
      paperId: given.id,
      ordinal,
      start: 0,
      end: 0,
      text: Array.from({ length: words }, () => 'word').join(' '),
    },
    similarity: 0,
    coverage: 0,
    ownCoverage: 0,
    score,
  }));
  const ranked = passages
    .toSorted((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal)
    .map((passage, rank) => ({ ...passage, rank }));
  return { paper, score: given.score, rank: 0, bm25: 0, similarity: 0, coverage: 0, passages: ranked };
}

const PER_PAPER = 10;
const PER_PASSAGE = 1;
const cut = (papers: readonly RetrievedPaper[], tokens: number) =>
  fitEvidence({ papers, tokens, perPaper: () => PER_PAPER, perPassage: PER_PASSAGE });
const shown = (fitted: ReturnType<typeof cut>) =>
  fitted.map(({ retrieved, passages }) => [
    retrieved.paper.id,
    passages.map(({ passage }) => passage.ordinal),
  ]);
const costOf = (text: string) => estimateTokens(text) + PER_PASSAGE;

const equal = (id: string, score: number) =>
  paperWith({
    id,
    score,
    sentences: [
      { words: 9, score: 0.2 },
      { words: 9, score: 0.9 },
      { words: 9, score: 0.5 },
    ],
  });

describe('evidence within a limit', () => {
  // A sentence costs 10 and a paper 10.
  const papers = [equal('a', 1), equal('b', 0.8), equal('c', 0.3)];

  it('is all of it, in the order of papers and abstracts, when all fits', () => {
    expect(shown(cut(papers, 120))).toEqual([
      ['a', [0, 1, 2]],
      ['b', [0, 1, 2]],
      ['c', [0, 1, 2]],
    ]);
  });

  it('loses the least relevant sentences first, those of the last papers before others', () => {
    expect(shown(cut(papers, 119))).toEqual([
      ['a', [0, 1, 2]],
      ['b', [0, 1, 2]],
      ['c', [1, 2]],
    ]);
    expect(shown(cut(papers, 80))).toEqual([
      ['a', [1, 2]],
      ['b', [1, 2]],
      ['c', [1]],
    ]);
  });

  it('weighs a sentence by its paper and by itself', () => {
    const pair = (id: string, score: number, second: number) =>
      paperWith({
        id,
        score,
        sentences: [
          { words: 9, score: 1 },
          { words: 9, score: second },
        ],
      });
    expect(shown(cut([pair('a', 1, 0.5), pair('b', 0.4, 0.9)], 50))).toEqual([
      ['a', [0, 1]],
      ['b', [0]],
    ]);
    expect(shown(cut([pair('a', 1, 0.2), pair('b', 0.8, 0.9)], 50))).toEqual([
      ['a', [0]],
      ['b', [0, 1]],
    ]);
  });

  it('keeps the best sentence of each paper before a second one of any', () => {
    expect(shown(cut(papers, 60))).toEqual([
      ['a', [1]],
      ['b', [1]],
      ['c', [1]],
    ]);
  });

  it('gives up papers from the end', () => {
    expect(shown(cut(papers, 49))).toEqual([
      ['a', [1]],
      ['b', [1]],
    ]);
    expect(shown(cut(papers, 20))).toEqual([['a', [1]]]);
  });

  it('is empty when no sentence fits, and takes a shorter one when only the best is too long', () => {
    expect(cut(papers, 19)).toEqual([]);
    expect(cut([], 100)).toEqual([]);
    const long = paperWith({
      id: 'long',
      score: 1,
      sentences: [
        { words: 5000, score: 0.9 },
        { words: 9, score: 0.1 },
      ],
    });
    expect(shown(cut([long, equal('b', 0.5)], 40))).toEqual([['b', [0, 1, 2]]]);
    expect(shown(cut([long], 40))).toEqual([['long', [1]]]);
  });

  const anyPapers = fc
    .array(
      fc.record({
        score: fc.double({ min: 0, max: 2, noNaN: true }),
        sentences: fc.array(
          fc.record({
            words: fc.integer({ min: 1, max: 60 }),
            score: fc.double({ min: -0.5, max: 1.7, noNaN: true }),
          }),
          { maxLength: 8 },
        ),
      }),
      { maxLength: 8 },
    )
    .map((papers) =>
      papers
        .toSorted((a, b) => b.score - a.score)
        .map((paper, index) => paperWith({ id: `p${index}`, ...paper })),
    );

  it('is never over the limit, changes no sentence, keeps every order, and leaves no room for what it left out', () => {
    fc.assert(
      fc.property(anyPapers, fc.integer({ min: 0, max: 800 }), (papers, tokens) => {
        const fitted = cut(papers, tokens);
        const cost = fitted.reduce(
          (sum, { passages }) =>
            sum + PER_PAPER + passages.reduce((own, { passage }) => own + costOf(passage.text), 0),
          0,
        );
        expect(cost).toBeLessThanOrEqual(tokens);
        const order = fitted.map(({ retrieved }) => papers.indexOf(retrieved));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(order).not.toContain(-1);
        for (const [index, paper] of papers.entries()) {
          const passages = fitted[order.indexOf(index)]?.passages ?? [];
          const ordinals = passages.map(({ passage }) => passage.ordinal);
          expect(ordinals).toEqual([...new Set(ordinals)].toSorted((a, b) => a - b));
          for (const passage of passages) expect(paper.passages).toContain(passage);
          for (const passage of paper.passages) {
            if (passages.includes(passage)) continue;
            const more = costOf(passage.passage.text) + (passages.length === 0 ? PER_PAPER : 0);
            expect(cost + more).toBeGreaterThan(tokens);
          }
        }
        expect(shown(cut(papers, tokens))).toEqual(shown(fitted));
      }),
      { numRuns: 300 },
    );
  });

  it('has no second sentence of a paper while one that comes before it lacks a first that would have fitted', () => {
    fc.assert(
      fc.property(anyPapers, fc.integer({ min: 0, max: 800 }), (papers, tokens) => {
        const fitted = cut(papers, tokens);
        if (!fitted.some(({ passages }) => passages.length > 1)) return;
        let left = tokens;
        for (const paper of papers) {
          const best = paper.passages[0];
          if (best === undefined || PER_PAPER + costOf(best.passage.text) > left) continue;
          left -= PER_PAPER + costOf(best.passage.text);
          const kept = fitted.find(({ retrieved }) => retrieved === paper);
          expect(kept?.passages).toContain(best);
        }
      }),
    );
  });
});

describe('history within a limit', () => {
  const turn = (name: string) => ({
    question: `What is ${name}?`,
    answer: `It is a method of ours [1]. It was tried on ${'many '.repeat(60)} sets [2].`,
  });
  const turns = [turn('A'), turn('B'), turn('C'), turn('D')];
  const condense = (tokens: number) => condenseHistory({ turns, tokens, perTurn: 4 });
  const whole = estimateTokens(turns[0]?.answer ?? '') + 4 + estimateTokens('What is A?');
  const first = estimateTokens('It is a method of ours [1].') + 4 + estimateTokens('What is A?');
  const question = 4 + estimateTokens('What is A?');

  it('is all of it when all fits', () => {
    expect(condense(4 * whole)).toEqual(turns);
  });

  it('says less and less of older turns', () => {
    expect(condense(2 * whole + first + question)).toEqual([
      { question: 'What is A?', answer: null },
      { question: 'What is B?', answer: 'It is a method of ours [1].' },
      turns[2],
      turns[3],
    ]);
  });

  it('drops the oldest when not even their question fits', () => {
    expect(condense(first + question)).toEqual([
      { question: 'What is C?', answer: null },
      { question: 'What is D?', answer: 'It is a method of ours [1].' },
    ]);
    expect(condense(question - 1)).toEqual([]);
    expect(condenseHistory({ turns: [], tokens: 100, perTurn: 4 })).toEqual([]);
  });

  it('takes the opening line of an answer that is a list, and nothing of one that is empty', () => {
    const list = {
      question: 'Which?',
      answer: '\nTwo papers do so:\n\n- VQGraph [1]\n- MoH [2]\n'.repeat(9),
    };
    const [condensed] = condenseHistory({ turns: [list], tokens: 30, perTurn: 0 });
    expect(condensed).toEqual({ question: 'Which?', answer: 'Two papers do so:' });
    const empty = { question: 'Which?', answer: '' };
    expect(condenseHistory({ turns: [empty], tokens: 30, perTurn: 0 })).toEqual([empty]);
  });

  it('is never over the limit, leaves out only the oldest, and says of none more than of a newer one', () => {
    const anyTurn = fc.record({
      question: fc.lorem({ maxCount: 8 }),
      answer: fc.lorem({ mode: 'sentences', maxCount: 6 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyTurn, { maxLength: 8 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 10 }),
        (given, tokens, perTurn) => {
          const condensed = condenseHistory({ turns: given, tokens, perTurn });
          const cost = condensed.reduce(
            (sum, said) => sum + perTurn + estimateTokens(said.question) + estimateTokens(said.answer ?? ''),
            0,
          );
          expect(cost).toBeLessThanOrEqual(tokens);
          const source = given.slice(given.length - condensed.length);
          expect(condensed.map((said) => said.question)).toEqual(source.map((said) => said.question));
          const fullness = condensed.map(({ answer }, index) => {
            if (answer === null) return 0;
            if (answer === source[index]?.answer) return 2;
            expect(source[index]?.answer.startsWith(answer)).toBe(true);
            return 1;
          });
          // An answer of one sentence is whole by its first one.
          const doubtful = source.map(
            ({ answer }) => splitIntoPassages({ id: '', abstract: answer }).length < 2,
          );
          for (const [index, level] of fullness.entries())
            for (const newer of fullness.slice(index + 1))
              if (doubtful[index] === false) expect(level).toBeLessThanOrEqual(newer);
        },
      ),
    );
  });
});
