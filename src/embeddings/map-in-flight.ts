import { InterruptedError } from '../errors.ts';

/**
 * The results of `work` on every item, in the order of the items, with at most `limit` under way. The first failure, or an abort
 * of the signal, aborts the signal of all others, and nothing more is started.
 */
export async function mapInFlight<Item, Result>(
  items: readonly Item[],
  options: {
    readonly limit: number;
    readonly work: (item: Item, signal: AbortSignal) => Promise<Result>;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Result[]> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const results = new Map<number, Result>();
  let next = 0;
  async function workOn(): Promise<void> {
    while (next < items.length) {
      if (signal.aborted) throw new InterruptedError();
      const index = next;
      next += 1;
      const item = items[index];
      if (item !== undefined) results.set(index, await options.work(item, signal));
    }
  }
  const workers = Array.from({ length: Math.max(1, options.limit) }, () => workOn());
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort();
    // Nothing of this work is under way any more when the caller hears of the failure.
    await Promise.allSettled(workers);
    throw error;
  }
  return items.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}
