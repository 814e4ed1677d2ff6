/** Graded relevance by document id; what is not in it is not relevant. */
export type Judgements = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulated gain at a cut-off: gains are the grades, discounted by log2(rank + 1), over that of the ideal
 * ranking (Järvelin & Kekäläinen 2002; linear gain, as trec_eval's ndcg_cut and BEIR compute it). 0…1.
 */
export function ndcg(ranking: readonly string[], judgements: Judgements, cutoff: number): number {
  const gains = ranking.slice(0, cutoff).map((id) => judgements.get(id) ?? 0);
  const ideal = [...judgements.values()].sort((a, b) => b - a).slice(0, cutoff);
  const best = discounted(ideal);
  return best > 0 ? discounted(gains) / best : 0;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
}

/** Reciprocal rank of the first relevant document within the cut-off; 0 when there is none (Voorhees 1999). */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, cutoff: number): number {
  const place = ranking.slice(0, cutoff).findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return place < 0 ? 0 : 1 / (place + 1);
}

/** 1 when a relevant document is within the cut-off, else 0. */
export function hit(ranking: readonly string[], judgements: Judgements, cutoff: number): number {
  return reciprocalRank(ranking, judgements, cutoff) > 0 ? 1 : 0;
}

/** Share of the relevant documents that are within the cut-off; 0 when there are none. */
export function recall(ranking: readonly string[], judgements: Judgements, cutoff: number): number {
  const relevant = relevantIds(judgements);
  if (relevant.size === 0) return 0;
  return new Set(ranking.slice(0, cutoff).filter((id) => relevant.has(id))).size / relevant.size;
}

/** Recall at as many documents as are relevant (Buckley & Voorhees 2000). Documents that may but need not be found are skipped. */
export function rPrecision(
  ranking: readonly string[],
  judgements: Judgements,
  neutral: ReadonlySet<string> = new Set(),
): number {
  const judged = ranking.filter((id) => !neutral.has(id));
  return recall(judged, judgements, relevantIds(judgements).size);
}

function relevantIds(judgements: Judgements): Set<string> {
  return new Set([...judgements].filter(([, grade]) => grade > 0).map(([id]) => id));
}
