import type { Usage } from '../chat/usage.ts';
import type { CommunityState } from './community-state.ts';

/** What one request to a chat model took. */
export interface Booking {
  /** Who asked, as the adapter knows people. */
  readonly user: string;
  /** In UTC: `YYYY-MM-DD`. */
  readonly day: string;
  readonly usage: Usage;
  readonly model: string;
}

/** Of a day; of one user, or of everybody when none is named. */
export interface SpentQuery {
  readonly day: string;
  readonly user?: string;
}

/** `estimated` when any of the requests was. */
export interface Spent extends Usage {
  readonly requests: number;
}

export interface SpentByModel extends Spent {
  readonly model: string;
}

/** Tokens by day, user and model: what daily limits are decided from. */
export interface UsageLedger {
  book(booking: Booking): Promise<void>;
  /** All zero when nothing was booked. */
  spent(query: SpentQuery): Promise<Spent>;
  /** In the order of the models' names; empty when nothing was booked. */
  spentByModel(query: SpentQuery): Promise<readonly SpentByModel[]>;
}

export interface KeptReply {
  readonly text: string;
  /** What it took when it was written. */
  readonly usage: Usage;
  readonly model: string;
}

/**
 * Replies of a chat model that were of use. A key stands for everything that the reply depends on, so that it never becomes wrong:
 * the caller makes it (SHA-256 in hex). The longest unused go first when there are too many, and each some time after its last use.
 */
export interface ReplyCache {
  cachedReply(key: string): Promise<KeptReply | null>;
  /** Takes the place of an earlier reply of that key. */
  keepReply(key: string, reply: KeptReply): Promise<void>;
}

/**
 * What the program keeps beside the index. Every method but `close` throws StateError when it cannot: work goes on without it. Several
 * stores, in several processes, may share what is stored. Nothing is opened before the first use.
 */
export interface StateStore extends UsageLedger, ReplyCache, CommunityState {
  /** May be called more than once; any other use afterwards throws StateError. */
  close(): Promise<void>;
}

export interface ReplyBounds {
  readonly count: number;
  /** Since the last use. */
  readonly days: number;
}

export const REPLY_BOUNDS: ReplyBounds = { count: 2000, days: 90 };

export interface StateOptions {
  readonly replies?: ReplyBounds;
  /** Milliseconds since 1970; the system's clock when absent. */
  readonly now?: () => number;
}

export const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
