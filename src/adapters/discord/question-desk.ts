import { createSeen } from './seen.ts';

/** Where questions wait for their turn. */
export interface QuestionDesk {
  /** Null: there is a place in the line; else who has filled it: `all` together, this `user`, or those in the same `line`. */
  refuses(job: Job): Crowded | null;
  /**
   * Does the work when it is its turn: one at a time of a conversation, in order of arrival as far as they are known to be of one, and only
   * so many at once of all. Gives back what the work gives. The signal is raised when the program must end, or by `cancel`. Work whose turn
   * never came is done with the signal raised. Throws what the look-up of its conversation throws.
   */
  line<T>(job: Job, work: (signal: AbortSignal, conversation: string) => Promise<T>): Promise<T>;
  /** Stops the work that is lined up under this id, wherever it is, or comes to be lined up. */
  cancel(id: string): void;
  isCancelled(id: string): boolean;
  /** Resolves when nothing that was lined up in this conversation is left. */
  settled(of: { readonly conversation: string }): Promise<void>;
  /**
   * Takes no more questions. What has not begun is called off at once, and what is at work is after `patience`; resolves when all has
   * ended, or `grace` has resolved behind that.
   */
  close(given: { readonly patience: Promise<void>; readonly grace: () => Promise<void> }): Promise<void>;
  isClosing(): boolean;
  load(): { readonly working: number; readonly waiting: number };
}

export interface Job {
  readonly id: string;
  readonly user: string;
  /** Looked up while its place in the line is kept, where that takes time. */
  readonly conversation: string | (() => Promise<string>);
}

export type Crowded = 'all' | 'user' | 'line';

interface Ticket {
  readonly id: string;
  readonly user: string;
  /** Null while it is looked up. */
  conversation: string | null;
  readonly stop: AbortController;
  begin(): void;
  /** Its conversation is known, or its end has come. */
  readonly known: Promise<void>;
  readonly ended: Promise<void>;
}

/** Waiting questions for each that is answered: a queue that is longer than this is a wait that nobody sits through. */
const WAITING_PER_PLACE = 8;
/** One conversation, and one user, leave room in that queue for others. */
const WAITING_PER_CONVERSATION = 3;
const WAITING_PER_USER = 4;

export function createQuestionDesk(given: { readonly atOnce: number }): QuestionDesk {
  const { atOnce } = given;
  const longest = atOnce * WAITING_PER_PLACE;
  const waiting: Ticket[] = [];
  const working = new Set<Ticket>();
  const cancelled = createSeen();
  let closing = false;

  /** Begins what may begin: the longest waiting first, never two of a conversation. */
  function advance(): void {
    const busy = new Set([...working].map(({ conversation }) => conversation));
    for (const ticket of [...waiting]) {
      if (working.size >= atOnce) return;
      const { conversation } = ticket;
      // A later question of this conversation must not overtake this one.
      if (conversation === null || busy.has(conversation)) continue;
      busy.add(conversation);
      start(ticket);
    }
  }

  function start(ticket: Ticket): void {
    if (!leaveLine(ticket)) return;
    working.add(ticket);
    ticket.begin();
  }

  function leaveLine(ticket: Ticket): boolean {
    const place = waiting.indexOf(ticket);
    if (place >= 0) waiting.splice(place, 1);
    return place >= 0;
  }

  const all = (): Ticket[] => [...working, ...waiting];
  const counted = (fits: (ticket: Ticket) => boolean): number => waiting.filter(fits).length;

  return {
    refuses({ user, conversation }) {
      if (counted((ticket) => ticket.user === user) >= WAITING_PER_USER) return 'user';
      if (counted((ticket) => ticket.conversation === conversation) >= WAITING_PER_CONVERSATION)
        return 'line';
      return waiting.length >= longest ? 'all' : null;
    },
    async line({ id, user, conversation }, work) {
      const turn = Promise.withResolvers<void>();
      const known = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const ticket: Ticket = {
        id,
        user,
        conversation: typeof conversation === 'string' ? conversation : null,
        stop: new AbortController(),
        begin: () => turn.resolve(),
        known: known.promise,
        ended: ended.promise,
      };
      waiting.push(ticket);
      if (closing || cancelled.has(id)) ticket.stop.abort();
      if (ticket.stop.signal.aborted) start(ticket);
      else advance();
      try {
        const found = typeof conversation === 'string' ? conversation : await conversation();
        ticket.conversation = found;
        known.resolve();
        advance();
        await turn.promise;
        return await work(ticket.stop.signal, found);
      } finally {
        leaveLine(ticket);
        working.delete(ticket);
        known.resolve();
        ended.resolve();
        advance();
      }
    },
    cancel(id) {
      cancelled.add(id);
      for (const ticket of all().filter((one) => one.id === id)) {
        ticket.stop.abort();
        start(ticket);
      }
    },
    isCancelled: (id) => cancelled.has(id),
    async settled({ conversation }) {
      await Promise.all(
        all().map(async (ticket) => {
          await ticket.known;
          if (ticket.conversation === conversation) await ticket.ended;
        }),
      );
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
    isClosing: () => closing,
    load: () => ({ working: working.size, waiting: waiting.length }),
  };
}
