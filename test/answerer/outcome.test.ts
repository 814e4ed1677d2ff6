import { describe, expect, it } from 'vitest';
import { BUILTIN_THRESHOLDS, decideOutcome } from '../../src/answerer/outcome.ts';
import type { Retrieval, RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { paperOf } from '../support/papers.ts';

function found(coverage: number, similarity: number, sentence: string): RetrievedPaper {
  return {
    paper: paperOf({ id: 'P', abstract: sentence }),
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

const decide = (papers: RetrievedPaper[], kind: 'figure' | 'open' = 'open', focused = false) => {
  const retrieval: Retrieval = { papers, terms: [], coverage: papers[0]?.coverage ?? 0, degraded: null };
  return decideOutcome({ kind, retrieval, papers, focused, thresholds: BUILTIN_THRESHOLDS });
};

describe('the outcome', () => {
  it('is not-in-corpus when nothing is near, by words or by meaning', () => {
    expect(decide([])).toBe('not-in-corpus');
    expect(decide([found(0.05, 0.1, 'Birds sing.')])).toBe('not-in-corpus');
  });

  it('is answered when either is near', () => {
    expect(decide([found(0.9, 0.1, 'Graphs are fast.')])).toBe('answered');
    expect(decide([found(0.05, 1.5, 'Graphs are fast.')])).toBe('answered');
  });

  it('is not-stated when a figure is asked for and none is there', () => {
    expect(decide([found(0.9, 1, 'Graphs are fast.')], 'figure')).toBe('not-stated');
    expect(decide([found(0.9, 1, 'Graphs are 3x faster.')], 'figure')).toBe('answered');
  });

  it('knows the subject when the question follows up on it', () => {
    expect(decide([found(0, 0, 'Graphs are fast.')], 'open', true)).toBe('answered');
  });
});
