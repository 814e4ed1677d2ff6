import { InterruptedError, throwIfAborted } from '../errors.ts';

/** Lets one piece of work begin when the one before it has ended, in the order in which they came. */
export interface Turns {
  /** Gives back what the work gives. Throws InterruptedError when the signal is raised before its turn. */
  take<Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value>;
}

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take(work, signal) {
      const turn = last;
      const ended = Promise.withResolvers<void>();
      last = turn.then(() => ended.promise);
      try {
        await orAborted(turn, signal);
        return await work();
      } finally {
        ended.resolve();
      }
    },
  };
}

async function orAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return turn;
  throwIfAborted(signal);
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(new InterruptedError());
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([turn, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
