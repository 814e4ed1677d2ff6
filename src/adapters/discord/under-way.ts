/** What was begun for people and has not come to its end: whoever leaves, or removes what is kept of somebody, waits for it. */
export interface UnderWay {
  /** Counts the work until it settles, and gives back what it gives. `id`: of the message or interaction that it is about. */
  during<T>(of: { readonly id: string; readonly user: string }, work: () => Promise<T>): Promise<T>;
  /**
   * Resolves when nothing is left of what was begun for this user by now. `for`: the id of whoever waits, for which nobody else waits from
   * then on: two that wait for each other would wait for ever.
   */
  settled(of: { readonly user: string; readonly for: string }): Promise<void>;
  /** Resolves when nothing is left of what was begun by now. */
  ended(): Promise<void>;
}

interface Begun {
  readonly id: string;
  readonly user: string;
  readonly ended: Promise<void>;
}

export function createUnderWay(): UnderWay {
  const all = new Set<Begun>();
  const waiting = new Set<string>();
  return {
    async during({ id, user }, work) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const begun: Begun = { id, user, ended: promise };
      all.add(begun);
      try {
        return await work();
      } finally {
        all.delete(begun);
        resolve();
      }
    },
    async settled({ user, for: own }) {
      waiting.add(own);
      try {
        const others = [...all].filter((begun) => begun.user === user && !waiting.has(begun.id));
        await Promise.all(others.map(({ ended }) => ended));
      } finally {
        waiting.delete(own);
      }
    },
    async ended() {
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
}
