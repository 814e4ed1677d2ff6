import { type Clock, pause } from './clock.ts';

/** What may be waited for before the first response, which Discord takes for three seconds. */
const PATIENCE_MILLISECONDS = 1_000;

/** What the work gives. Rejects when it takes so long that an answer would come too late; the work goes on then. */
export async function inTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await pause(clock, PATIENCE_MILLISECONDS, done.signal);
    throw new Error(`it took longer than ${PATIENCE_MILLISECONDS} ms`);
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    done.abort();
  }
}
