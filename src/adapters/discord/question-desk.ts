/** Where questions wait for their turn. */
export interface QuestionDesk {
  /** Null: the question may come; else why not. */
  refuses(): 'full' | 'closing' | null;
  /**
   * Does the work when it is its turn: one at a time of a conversation, in order, and only so many at once of all. Gives back what the work
   * gives. The signal is raised when the program must end, or by `cancel`. Work whose turn never came is done with the signal raised.
   */
  line<T>(job: Job, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Stops the work that was lined up under this id, wherever it is. */
  cancel(id: string): void;
  /** Resolves when nothing that was lined up by this user, or in this conversation, is left. */
  settled(of: { readonly user?: string; readonly conversation?: string }): Promise<void>;
  /**
   * Takes no more questions. What has not begun is called off at once, and what is at work is after `patience`; resolves when all has
   * ended, or `grace` has resolved behind that.
   */
  close(given: { readonly patience: Promise<void>; readonly grace: () => Promise<void> }): Promise<void>;
  load(): { readonly working: number; readonly waiting: number };
}

export interface Job {
  readonly id: string;
  readonly user: string;
  readonly conversation: string;
}

interface Ticket extends Job {
  readonly stop: AbortController;
  begin(): void;
  readonly ended: Promise<void>;
}

/** Waiting questions for each that is answered: a queue that is longer than this is a wait that nobody sits through. */
const WAITING_PER_PLACE = 8;

export function createQuestionDesk(given: { readonly atOnce: number }): QuestionDesk {
  const { atOnce } = given;
  const longest = atOnce * WAITING_PER_PLACE;
  const waiting: Ticket[] = [];
  const working = new Set<Ticket>();
  let closing = false;

  /** Begins what may begin: the longest waiting first, never two of a conversation. */
  function advance(): void {
    const busy = new Set([...working].map(({ conversation }) => conversation));
    for (const ticket of [...waiting]) {
      if (working.size >= atOnce) return;
      const { conversation } = ticket;
      // A later question of this conversation must not overtake this one.
      if (busy.has(conversation)) continue;
      busy.add(conversation);
      start(ticket);
    }
  }

  function start(ticket: Ticket): void {
    const place = waiting.indexOf(ticket);
    if (place < 0) return;
    waiting.splice(place, 1);
    working.add(ticket);
    ticket.begin();
  }

  const all = (): Ticket[] => [...working, ...waiting];

  return {
    refuses: () => (closing ? 'closing' : waiting.length >= longest ? 'full' : null),
    async line(job, work) {
      const turn = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const ticket: Ticket = {
        ...job,
        stop: new AbortController(),
        begin: () => turn.resolve(),
        ended: ended.promise,
      };
      waiting.push(ticket);
      if (closing) ticket.stop.abort();
      if (ticket.stop.signal.aborted) start(ticket);
      else advance();
      try {
        await turn.promise;
        return await work(ticket.stop.signal);
      } finally {
        working.delete(ticket);
        ended.resolve();
        advance();
      }
    },
    cancel(id) {
      for (const ticket of all().filter((one) => one.id === id)) {
        ticket.stop.abort();
        start(ticket);
      }
    },
    async settled({ user, conversation }) {
      const own = all().filter((ticket) => ticket.user === user || ticket.conversation === conversation);
      await Promise.all(own.map(({ ended }) => ended));
    },
    async close({ patience, grace }) {
      closing = true;
      for (const ticket of [...waiting]) {
        ticket.stop.abort();
        start(ticket);
      }
      const rest = [...working];
      const done = Promise.all(rest.map(({ ended }) => ended)).then(() => undefined);
      await Promise.race([done, patience]);
      for (const ticket of rest) if (working.has(ticket)) ticket.stop.abort();
      // Work that does not hear of its end may not hold up the end of all.
      if (working.size > 0) await Promise.race([done, grace()]);
    },
    load: () => ({ working: working.size, waiting: waiting.length }),
  };
}
