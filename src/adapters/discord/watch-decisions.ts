import type { Watch } from '../../ibid.ts';

/** What a look knows. */
export interface WatchMoment {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** The number of the look (SightingStore): papers up to it are to be told. */
  readonly look: number;
}

/** A post that was begun: it is finished as it is, so that what Discord may have taken already is not posted in other words. */
export interface BegunPost {
  /** The day that its nonce names. */
  readonly day: string;
  /** The look up to which it tells. */
  readonly seen: number;
  /** The day on which Discord took it: what is left is to note that. Null before. */
  readonly arrived: string | null;
}

export type WatchStep = 'nothing' | 'tomorrow' | 'match' | 'post' | 'mark';

/**
 * What a watch is due. A watch that posted today waits: tomorrow's message tells of all papers since. `resting`: the day on which it turned
 * out that nothing can be posted in its channel.
 */
export function stepOf(
  watch: Pick<Watch, 'lastPosted' | 'seen'>,
  { today, look }: WatchMoment,
  known: { readonly begun: BegunPost | null; readonly resting: string | null },
): WatchStep {
  // Another process may have finished it.
  const begun = known.begun !== null && watch.seen < known.begun.seen ? known.begun : null;
  if (begun !== null && begun.arrived !== null) return 'mark';
  if (begun === null && watch.seen >= look) return 'nothing';
  // A clock that was put back does not make a second message.
  if (isToday(watch.lastPosted, today) || isToday(known.resting, today)) return 'tomorrow';
  return begun === null ? 'match' : 'post';
}

function isToday(day: string | null, today: string): boolean {
  return day !== null && day >= today;
}
