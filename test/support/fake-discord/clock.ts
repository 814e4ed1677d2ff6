/** The time by which Discord judges: ages of interactions, tokens and messages. Milliseconds since the epoch. */
export interface FakeClock {
  now(): number;
  /** Moves the clock ahead at once; nothing waits. */
  advance(milliseconds: number): void;
}

/** `running` goes on with real time and can be moved ahead as well; `standing` moves only when it is told to. */
export type ClockKind = 'running' | 'standing';

export function startClock(kind: ClockKind): FakeClock {
  const startedAt = Date.now();
  let ahead = 0;
  return {
    now: () => (kind === 'running' ? Date.now() : startedAt) + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}
