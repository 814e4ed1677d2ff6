import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideOutcome, logOdds, parseOutcomeModel } from '../../src/answerer/outcome.ts';
import { outcomeFeatures } from '../../src/answerer/outcome-features.ts';
import type { RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from '../support/papers.ts';

const FILE = new URL('../../models/outcomes-builtin.json', import.meta.url);
const model = parseOutcomeModel(readFileSync(FILE, 'utf8'), FILE.pathname);
const analyzer = createAnalyzer();

function found(coverage: number, similarity: number, sentence: string): RetrievedPaper {
  return {
    paper: paperOf({ id: 'P', title: 'VQGraph: Graphs', abstract: sentence }),
    score: 1,
    rank: 0,
    bm25: 1,
    similarity,
    coverage,
    passages: [
      {
        passage: { id: 'P#0', paperId: 'P', ordinal: 0, start: 0, end: sentence.length, text: sentence },
        similarity,
        coverage,
        ownCoverage: coverage,
        score: similarity,
        rank: 0,
      },
    ],
  };
}

function features(
  question: string,
  best: RetrievedPaper,
  known: readonly string[],
  kind: 'figure' | 'open' = 'open',
) {
  const terms = [...new Set(analyzer.terms(question))].map((term) => ({
    term,
    weight: 1,
    idf: known.includes(term) ? 3 : 6,
    documents: known.includes(term) ? 5 : 0,
  }));
  const retrieval = { papers: [best], terms, coverage: best.coverage, degraded: null };
  return outcomeFeatures(
    { question, kind, intent: { kind: 'answer' }, retrieval, best, named: false },
    analyzer,
  );
}

describe('what tells whether a question can be answered', () => {
  const abstract = 'Inference becomes 828x faster with a codebook.';

  it('counts what is asked beyond the title', () => {
    const inside = features('VQGraph inference codebook', found(1, 1, abstract), [
      'vqgraph',
      'infer',
      'codebook',
    ]);
    const outside = features('VQGraph licence price', found(0.5, 1, abstract), ['vqgraph']);
    expect(inside.askedCoverage).toBe(1);
    expect(outside.askedCoverage).toBe(0);
    expect(outside.unknown).toBeGreaterThan(0.5);
  });

  it('sees names that the corpus or the paper does not have', () => {
    const asked = features('Is VQGraph better than FooNet?', found(0.5, 1, abstract), ['vqgraph', 'better']);
    expect(asked).toMatchObject({ unknownName: 1, absentName: 1 });
    expect(features('what is VQGraph?', found(1, 1, abstract), ['vqgraph'])).toMatchObject({
      unknownName: 0,
      absentName: 0,
    });
  });

  it('misses a figure only when one is asked for and none is near', () => {
    const without = found(1, 1, 'Inference becomes faster with a codebook.');
    expect(features('how much faster?', without, [], 'figure').figureMissing).toBe(1);
    expect(features('how much faster?', found(1, 1, abstract), [], 'figure').figureMissing).toBe(0);
    expect(features('what is faster?', without, [], 'open').figureMissing).toBe(0);
  });
});

describe('the outcome', () => {
  it('is not-in-corpus when there is no paper at all', () => {
    expect(decideOutcome(null, model)).toBe('not-in-corpus');
  });

  it('parts at the threshold, and a refusal by what is absent', () => {
    const near = features('VQGraph inference codebook', found(1, 1.5, 'Inference with a codebook.'), [
      'vqgraph',
      'infer',
      'codebook',
    ]);
    expect(decideOutcome(near, model)).toBe('answered');
    const odds = logOdds(model.refusal, near);
    const strict = { ...model, threshold: odds };
    expect(decideOutcome(near, strict)).not.toBe('answered');
    expect(decideOutcome(near, { ...strict, absence: { ...model.absence, bias: 100 } })).toBe(
      'not-in-corpus',
    );
    expect(decideOutcome(near, { ...strict, absence: { ...model.absence, bias: -100 } })).toBe('not-stated');
  });

  it('was chosen on a curve that gives up few answers', () => {
    const chosen = model.curve.find(({ threshold }) => threshold === model.threshold);
    expect(chosen?.refusedAnswerable).toBeLessThanOrEqual(0.03);
  });

  it('is not read from a file that holds something else', () => {
    expect(() => parseOutcomeModel('{}', 'x.json')).toThrow('x.json holds no thresholds');
  });
});
