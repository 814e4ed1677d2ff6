import { type Clock, pause } from './clock.ts';

/** Sends the newest state of something that changes faster than it may be sent. */
export interface EditScheduler<State> {
  /** Sends the state as soon as it may be; a later one takes its place. Failures are told to `onFailure`, and the next state goes on. */
  offer(state: State): void;
  /** Sends the last state, after whatever is being sent. Throws what kept it from being sent. Nothing is sent afterwards. */
  finish(state: State): Promise<void>;
}

/** Waits before the last state is tried again: it must arrive, or a reader waits for ever. */
const LAST_TRIES_MILLISECONDS = [1_000, 3_000];

/**
 * One sending at a time, the latest state wins, and `gap` milliseconds for each request lie between the end of one sending and
 * the start of the next. `send` gives back how many requests it made.
 */
export function createEditScheduler<State>(given: {
  readonly send: (state: State) => Promise<number>;
  readonly gap: number;
  /** Milliseconds that the first state is held back: what is whole by then is sent at once, and not in two pieces a gap apart. */
  readonly lead: number;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
  /** Whether the last state may arrive when it is sent again. */
  readonly mayPass: (error: unknown) => boolean;
  /** Ends the waits: what is left is sent at once. */
  readonly hurry?: AbortSignal;
}): EditScheduler<State> {
  const { send, gap, lead, clock, onFailure, mayPass, hurry } = given;
  let next: { readonly state: State } | null = null;
  let notBefore = Number.NEGATIVE_INFINITY;
  let sending: Promise<void> | null = null;
  let first = true;
  const ended = new AbortController();
  const noLead = hurry === undefined ? ended.signal : AbortSignal.any([hurry, ended.signal]);

  async function sendOne(state: State): Promise<void> {
    let requests = 1;
    try {
      requests = await send(state);
    } finally {
      notBefore = clock.now() + gap * requests;
    }
  }

  async function whenAllowed(): Promise<void> {
    const wait = notBefore - clock.now();
    if (wait > 0) await pause(clock, wait, hurry);
  }

  async function sendOffered(): Promise<void> {
    if (first) await pause(clock, lead, noLead);
    first = false;
    while (next !== null) {
      await whenAllowed();
      // The newest by now; none when the last state has come meanwhile.
      const offered = takeNext();
      if (offered !== null) await sendOne(offered.state).catch(onFailure);
    }
    sending = null;
  }

  function takeNext(): { readonly state: State } | null {
    const taken = next;
    next = null;
    return taken;
  }

  async function sendLast(state: State): Promise<void> {
    for (const wait of LAST_TRIES_MILLISECONDS) {
      await whenAllowed();
      try {
        return await sendOne(state);
      } catch (error) {
        if (!mayPass(error)) throw error;
        onFailure(error);
        await pause(clock, wait, hurry);
      }
    }
    await whenAllowed();
    return sendOne(state);
  }

  return {
    offer(state) {
      if (ended.signal.aborted) return;
      next = { state };
      sending ??= sendOffered();
    },
    async finish(state) {
      ended.abort();
      // The last state tells what waits too; what is on its way must arrive first.
      next = null;
      await sending;
      await sendLast(state);
    },
  };
}
