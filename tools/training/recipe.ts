/** Every setting that the trained vectors depend on, together with the records. */
export interface Recipe {
  readonly seed: number;
  /** Width of the vectors; a multiple of 8. */
  readonly dimensions: number;
  /** Terms of the vocabulary at most. */
  readonly vocabulary: number;
  readonly epochs: number;
  /** Pairs a step, each the negative of all others; a multiple of 64. */
  readonly batch: number;
  /** Adam's step at the start; falls to zero along a cosine. */
  readonly rate: number;
  /** Cosines are divided by it before the softmax. */
  readonly temperature: number;
  /** Share of the pairs that are (title, abstract); the others are (one sentence, title and the other sentences). */
  readonly titleShare: number;
  /** Probability that the terms which both sides of a pair have are deleted from the document's side. */
  readonly deletion: number;
  /** Probability that a term of the query's side is left out. */
  readonly queryDropout: number;
  /** Records that are not learned from, for the figures after each epoch. */
  readonly holdOut: number;
}

/** What models/README.md says was best. */
export const DEFAULT_RECIPE: Recipe = {
  seed: 1,
  dimensions: 256,
  vocabulary: 30_000,
  epochs: 10,
  batch: 1024,
  rate: 0.02,
  temperature: 0.05,
  titleShare: 0.5,
  deletion: 0.7,
  queryDropout: 0,
  holdOut: 2000,
};
