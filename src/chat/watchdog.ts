export interface WatchdogLimits {
  /** From the request to the first word of the reply or of the reasoning before it. */
  readonly firstTokenMilliseconds: number;
  /** Between two signs of life after that. */
  readonly idleMilliseconds: number;
  /** For what may follow the end of a reply, such as its usage. */
  readonly closingMilliseconds: number;
}

/** Node's timers take no more: a longer one would ring at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What a server did not do in time. */
export type Overdue = 'first-word' | 'answer' | 'closing';

/** Keeps the time that a server takes; what the reader of its answer takes does not count. */
export interface Watchdog {
  /** Runs what waits for the server, on the clock. */
  during<T>(waiting: () => Promise<T>): Promise<T>;
  /** The request is made again. */
  restart(): void;
  /** A byte came: the server lives, though it may say nothing. */
  heard(): void;
  /** A word of the reply, or of the reasoning before it, came. */
  word(): void;
  /** The reply is whole. */
  whole(): void;
}

/**
 * Calls `bark` once when a server keeps silent too long. Signs of life without a word, which proxies send by themselves, put off the
 * end only as long as the first word may take.
 */
export function createWatchdog(limits: WatchdogLimits, bark: (overdue: Overdue) => void): Watchdog {
  let state: Overdue = 'first-word';
  /** Waited since the last word, or since the request. */
  let waited = 0;
  let since: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let barked = false;

  const sinceWord = (): number => waited + (since === null ? 0 : performance.now() - since);
  const patience = (): number => Math.max(limits.firstTokenMilliseconds, limits.idleMilliseconds);

  function remaining(): number {
    switch (state) {
      case 'first-word':
        return limits.firstTokenMilliseconds - sinceWord();
      case 'answer':
        return Math.min(limits.idleMilliseconds, patience() - sinceWord());
      case 'closing':
        return limits.closingMilliseconds - sinceWord();
      default:
        return state satisfies never;
    }
  }

  function arm(): void {
    clearTimeout(timer);
    if (since === null || barked) return;
    timer = setTimeout(ring, Math.min(LONGEST_TIMER, Math.max(0, remaining())));
  }

  function ring(): void {
    barked = true;
    bark(state);
  }

  function enter(next: Overdue): void {
    state = next;
    waited = 0;
    if (since !== null) since = performance.now();
    arm();
  }

  return {
    async during(waiting) {
      since = performance.now();
      arm();
      try {
        return await waiting();
      } finally {
        waited = sinceWord();
        since = null;
        clearTimeout(timer);
      }
    },
    restart: () => enter('first-word'),
    heard: arm,
    word: () => enter('answer'),
    whole: () => enter('closing'),
  };
}
