/** One ranking's scores by id. A document that a ranking did not find has no entry. */
export type Scores = ReadonlyMap<string, number>;

/** What coverage of the question's words says about how far to trust vectors; see `vectorWeight`. */
export interface CoverageGate {
  /** Weight of the vectors when no word of the question is covered. */
  readonly slope: number;
  /** Coverage at which the words suffice. */
  readonly enough: number;
  readonly least: number;
  readonly most: number;
}

/**
 * How much the vectors count beside BM25 (weight 1). When the best paper by words holds most of the question's idf mass the
 * words suffice; when it holds little, the asker uses other words than the abstracts and vectors must lead.
 */
export function vectorWeight(coverage: number, gate: CoverageGate): number {
  const weight = gate.slope * (1 - coverage / gate.enough);
  return Math.min(gate.most, Math.max(gate.least, weight));
}

/**
 * Maps scores to 0…1 by their range. `floor` is what a document without the score is taken to have (BM25: 0); without it the
 * least score found stands for 0. All equal scores map to 1, so that a single hit counts.
 */
export function minMax(scores: Scores, floor?: number): Map<string, number> {
  const values = [...scores.values()];
  const least = floor ?? values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const range = most - least;
  return new Map([...scores].map(([id, value]) => [id, range > 0 ? (value - least) / range : 1]));
}

/**
 * Weighted sum of rankings that were brought to 0…1, divided by the sum of weights; a document counts 0 in a ranking that
 * did not find it. Best first, ties by id. (Min-max fusion beats reciprocal ranks on most collections: Bruch et al. 2023,
 * "An Analysis of Fusion Functions for Hybrid Retrieval".)
 */
export function fuse(rankings: readonly { readonly scores: Scores; readonly weight: number }[]): {
  readonly id: string;
  readonly score: number;
}[] {
  const total = rankings.reduce((sum, { weight }) => sum + weight, 0);
  const fused = new Map<string, number>();
  for (const { scores, weight } of rankings)
    for (const [id, score] of scores) fused.set(id, (fused.get(id) ?? 0) + (weight * score) / (total || 1));
  return [...fused].map(([id, score]) => ({ id, score })).sort(byScoreThenId);
}

/** Order of every ranking: higher scores first, equal scores by id in code-unit order. */
export function byScoreThenId(
  a: { readonly id: string; readonly score: number },
  b: { readonly id: string; readonly score: number },
): number {
  return b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
