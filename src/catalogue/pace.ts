import { setTimeout as delay } from 'node:timers/promises';
import { InterruptedError } from '../errors.ts';

/** Time, for what has to wait: tests have one of their own. */
export interface Pace {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Throws InterruptedError when the signal is raised. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const SYSTEM_PACE: Pace = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch {
      throw new InterruptedError();
    }
  },
};
