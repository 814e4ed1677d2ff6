import { z } from 'zod';

const whole = z.coerce.number().int().nonnegative();
const share = z.coerce.number().min(0).max(1);
const length = z.coerce.number().nonnegative();

/**
 * Every setting that the trained vectors depend on, together with the records. The defaults are what models/README.md says was
 * best; each is also an option of the trainer (`latentLength` is `--latent-length`).
 */
export const recipeSchema = z.object({
  seed: whole.default(1),
  /** Width of the vectors. */
  dimensions: whole.min(8).multipleOf(8).default(256),
  /** Terms of the vocabulary at most. */
  vocabulary: whole.min(1).default(30_000),
  /** Mean length of the latent space's part of the vectors that training begins with; 0 for none. */
  latentLength: length.default(1.5),
  /** Length of the random part of the vectors that training begins with, in rarities of the terms. */
  randomShare: length.default(0.7),
  epochs: whole.min(1).default(15),
  /** Pairs a step, each the negative of all others. */
  batch: whole.min(64).multipleOf(64).default(1024),
  /** Documents that are alike come into a batch in groups of this size; 0 for none. */
  groupSize: whole.default(64),
  /** Adam's step at the start; falls to zero along a cosine. */
  rate: z.coerce.number().positive().default(0.04),
  /** Cosines are divided by it before the softmax. */
  temperature: z.coerce.number().min(0.01).default(0.07),
  /** Share of the pairs that are (title, abstract); the others are (one sentence, title and the other sentences). */
  titleShare: share.default(0.5),
  /** Probability that the terms which both sides of a pair have are deleted from the document's side. */
  deletion: share.default(0.7),
  /** Probability that a term of the query's side is left out. */
  queryDropout: share.default(0.4),
  /** Records that are not learned from, for the figures of held-out papers. */
  holdOut: whole.default(2000),
});

export type Recipe = z.infer<typeof recipeSchema>;
