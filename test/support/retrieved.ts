import type { RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { paperOf, splitAtStops } from './papers.ts';

/** A paper as retrieval gives it, all of its sentences alike to the question: the abstract's order is their rank. */
export function retrievedPaper(given: {
  readonly id: string;
  readonly title?: string;
  readonly abstract: string;
  readonly rank?: number;
}): RetrievedPaper {
  const paper = paperOf({ id: given.id, title: given.title ?? given.id, abstract: given.abstract });
  return {
    paper,
    score: 1,
    rank: given.rank ?? 0,
    bm25: 1,
    similarity: 1,
    coverage: 1,
    passages: splitAtStops(paper).map((passage, rank) => ({
      passage,
      similarity: 0.5,
      coverage: 0.5,
      ownCoverage: 0.5,
      score: 0.5,
      rank,
    })),
  };
}
