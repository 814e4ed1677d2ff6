import type { StoredPassage } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { coverageOf } from './coverage.ts';
import type { QuestionTerm, RetrievedPassage } from './retriever.ts';
import { dot } from './vectors.ts';

export interface PassageWeights {
  readonly similarity: number;
  readonly coverage: number;
}

/**
 * The sentences of one paper by how well they match the question: cosine and covered idf mass, the title standing in front of
 * each (the paper's subject need not be said again in the sentence). Ties in the order of the abstract.
 */
export function rankPassages(given: {
  readonly passages: readonly StoredPassage[];
  readonly question: Float32Array | null;
  readonly terms: readonly QuestionTerm[];
  readonly titleTerms: readonly string[];
  readonly analyzer: Analyzer;
  readonly weights: PassageWeights;
}): RetrievedPassage[] {
  const { question, terms, weights } = given;
  const scored = given.passages.map(({ passage, vector }) => {
    const own = new Set(given.analyzer.terms(passage.text));
    const ownCoverage = coverageOf(terms, own);
    const coverage = coverageOf(terms, new Set([...own, ...given.titleTerms]));
    const similarity = question === null ? 0 : dot(question, vector);
    const score = weights.similarity * similarity + (weights.coverage * (coverage + ownCoverage)) / 2;
    return { passage, similarity, coverage, ownCoverage, score };
  });
  scored.sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal);
  return scored.map((entry, rank) => ({ ...entry, rank }));
}
