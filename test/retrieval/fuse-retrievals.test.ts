import { describe, expect, it } from 'vitest';
import { fuseRetrievals } from '../../src/retrieval/fuse-retrievals.ts';
import type { Retrieval } from '../../src/retrieval/retriever.ts';
import { retrievedPaper } from '../support/retrieved.ts';

function found(scores: Readonly<Record<string, number>>, degraded: string | null = null): Retrieval {
  const papers = Object.entries(scores).map(([id, score], rank) => ({
    ...retrievedPaper({ id, abstract: 'It is so.' }),
    score,
    rank,
  }));
  return { papers, terms: [], coverage: 0, degraded };
}

describe('two wordings of one question', () => {
  it('are ranked by the mean of both, and a paper that one missed counts nothing there', () => {
    const fused = fuseRetrievals(found({ a: 1, b: 0.6 }), found({ c: 1, b: 0.9 }), 0.4);
    expect(fused.papers.map(({ paper, score, rank }) => [paper.id, Number(score.toFixed(2)), rank])).toEqual([
      ['b', 0.72, 0],
      ['a', 0.6, 1],
      ['c', 0.4, 2],
    ]);
  });

  it('break ties by id, and tell what went wrong with either', () => {
    const fused = fuseRetrievals(found({ b: 1, a: 1 }), found({}, 'vectors are down'), 0.4);
    expect(fused.papers.map(({ paper }) => paper.id)).toEqual(['a', 'b']);
    expect(fused.degraded).toBe('vectors are down');
  });
});
