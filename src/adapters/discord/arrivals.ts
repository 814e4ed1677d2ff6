import { type Clock, pause } from './clock.ts';

/** Acknowledgements that are under way. Answering takes the processor, and Discord waits for a first response 3 seconds only. */
export interface Arrivals {
  /** Counts it until it settles. */
  during<T>(acknowledging: Promise<T>): Promise<T>;
  /** Resolves when none is under way, or some have taken too long to be waited for. */
  calm(): Promise<void>;
}

const LONGEST_WAIT_MILLISECONDS = 200;

export function createArrivals(clock: Clock): Arrivals {
  let underWay = 0;
  let calmed = Promise.withResolvers<void>();
  return {
    async during(acknowledging) {
      underWay++;
      try {
        return await acknowledging;
      } finally {
        underWay--;
        if (underWay === 0) {
          calmed.resolve();
          calmed = Promise.withResolvers<void>();
        }
      }
    },
    async calm() {
      if (underWay === 0) return;
      const waited = new AbortController();
      await Promise.race([calmed.promise, pause(clock, LONGEST_WAIT_MILLISECONDS, waited.signal)]);
      waited.abort();
    },
  };
}
