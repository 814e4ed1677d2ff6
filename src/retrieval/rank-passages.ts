import type { StoredPassage } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { coverageOf, inverseDocumentFrequency } from './coverage.ts';
import type { QuestionTerm, RetrievedPassage } from './retriever.ts';
import { dot } from './vectors.ts';

export interface PassageWeights {
  /** Of the cosine. */
  readonly similarity: number;
  /** Of the share of the question's idf mass that the sentence holds. */
  readonly coverage: number;
  /** Of the same share with each term weighed by how few sentences of the paper have it. */
  readonly distinction: number;
}

/** What sentences are ranked by wherever one is shown for a paper. */
export const PASSAGE_WEIGHTS: PassageWeights = { similarity: 0.7, coverage: 0.5, distinction: 0.5 };

/**
 * The sentences of one paper by how well they match the question. A term that most sentences of the paper hold (its method's
 * name) tells them apart no more, so coverage counts once by the corpus and once by the paper. Ties in the order of the
 * abstract.
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
  const sentences = given.passages.map(({ passage, vector }) => ({
    passage,
    own: new Set(given.analyzer.terms(passage.text)),
    similarity: question === null ? 0 : dot(question, vector),
  }));
  const distinct = terms.map((term) => {
    const holding = sentences.filter(({ own }) => own.has(term.term)).length;
    const rarity = holding === 0 ? 0 : inverseDocumentFrequency(sentences.length, holding);
    return { ...term, idf: term.idf * rarity };
  });
  const scored = sentences.map(({ passage, own, similarity }) => {
    const ownCoverage = coverageOf(terms, own);
    const coverage = coverageOf(terms, new Set([...own, ...given.titleTerms]));
    const distinction = coverageOf(distinct, own);
    const score =
      weights.similarity * similarity + weights.coverage * ownCoverage + weights.distinction * distinction;
    return { passage, similarity, coverage, ownCoverage, score };
  });
  scored.sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal);
  return scored.map((entry, rank) => ({ ...entry, rank }));
}
