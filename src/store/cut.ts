import type { Hit } from './passage-index.ts';

/** Asked for beyond the limit at first, and at most: LanceDB cuts equal scores in any order. */
const SLACK = 16;
const MOST_SLACK = 2048;

/**
 * The best `limit` hits, equal scores by id. Asks for more until the last hit is worse than the one at the cut, so that which
 * of several equal hits is kept does not depend on where they lie; gives up after 2,048 equal ones.
 */
export async function bestHits<Found extends Hit>(
  limit: number,
  fetch: (count: number) => Promise<Found[]>,
): Promise<Found[]> {
  if (limit <= 0) return [];
  for (let slack = SLACK; ; slack = Math.min(slack * 8, MOST_SLACK)) {
    const hits = (await fetch(limit + slack)).sort(byScoreThenId);
    const last = hits.at(-1);
    const cut = hits[limit - 1];
    const complete = hits.length < limit + slack || last === undefined || cut === undefined;
    if (complete || last.score < cut.score || slack === MOST_SLACK) return hits.slice(0, limit);
  }
}

function byScoreThenId(a: Hit, b: Hit): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
