import type { QuestionKind } from '../query/question-kind.ts';
import type { Retrieval, RetrievedPaper } from '../retrieval/retriever.ts';
import type { Outcome } from './answer.ts';
import { rolesOf } from './sentence-cues.ts';

/** Where the outcomes part. Scores depend on the embedder, so each embedder has thresholds of its own. */
export interface OutcomeThresholds {
  /** Below this coverage and this similarity together nothing on the subject is there. */
  readonly coverage: number;
  readonly similarity: number;
  /** Similarity that suffices whatever the words. */
  readonly similarityAlone: number;
  /** Share of the question's idf mass that a sentence must hold for a figure in it to be the one asked for. */
  readonly figureCoverage: number;
}

export const BUILTIN_THRESHOLDS: OutcomeThresholds = {
  coverage: 0.22,
  similarity: 0.5,
  similarityAlone: 0.9,
  figureCoverage: 0.15,
};

/**
 * Whether the evidence answers, is silent, or is about something else. Pure; the papers are those chosen for the answer, best
 * first.
 */
export function decideOutcome(given: {
  readonly kind: QuestionKind;
  readonly retrieval: Retrieval;
  readonly papers: readonly RetrievedPaper[];
  /** The question refers to papers in play: the subject is there, whatever words it uses. */
  readonly focused: boolean;
  readonly thresholds: OutcomeThresholds;
}): Outcome {
  const { papers, thresholds, focused } = given;
  const best = papers[0];
  if (best === undefined) return 'not-in-corpus';
  if (!focused) {
    const coverage = Math.max(...papers.map((paper) => paper.coverage));
    const similarity = Math.max(...papers.map((paper) => paper.similarity));
    const near = similarity >= thresholds.similarityAlone;
    if (!near && coverage < thresholds.coverage && similarity < thresholds.similarity) return 'not-in-corpus';
  }
  if (given.kind === 'figure') {
    const figures = papers.some(({ passages }) =>
      passages.some(
        ({ passage, coverage }) =>
          rolesOf(passage.text).has('figure') && (focused || coverage >= thresholds.figureCoverage),
      ),
    );
    if (!figures) return 'not-stated';
  }
  return 'answered';
}
