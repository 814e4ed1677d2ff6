import { addUsage, NO_USAGE, type Usage } from '../chat/usage.ts';
import { StateError } from '../errors.ts';
import {
  DAY_MILLISECONDS,
  type KeptReply,
  REPLY_BOUNDS,
  type Spent,
  type SpentQuery,
  type StateOptions,
  type StateStore,
} from './state-store.ts';

interface LedgerRow {
  readonly day: string;
  readonly user: string;
  readonly model: string;
  readonly spent: Spent;
}

/** A state that ends with the process, for programs that must not write. */
export function createMemoryState(options: StateOptions = {}): StateStore {
  const { count, days } = options.replies ?? REPLY_BOUNDS;
  const now = options.now ?? Date.now;
  const ledger = new Map<string, LedgerRow>();
  /** The longest unused first. */
  const replies = new Map<string, { readonly reply: KeptReply; readonly usedAt: number }>();
  let isOpen = true;

  function requireOpen(): void {
    if (!isOpen) throw new StateError('failed', 'the state is closed');
  }

  function use(key: string, reply: KeptReply): void {
    replies.delete(key);
    replies.set(key, { reply, usedAt: now() });
  }

  const isFresh = ({ usedAt }: { readonly usedAt: number }): boolean =>
    usedAt > now() - days * DAY_MILLISECONDS;

  function rows({ day, user }: SpentQuery): readonly LedgerRow[] {
    requireOpen();
    return [...ledger.values()].filter((row) => row.day === day && (user === undefined || row.user === user));
  }

  return {
    async book({ user, day, usage, model }) {
      requireOpen();
      const key = JSON.stringify([day, user, model]);
      const spent = sum([ledger.get(key)?.spent ?? sum([]), { ...usage, requests: 1 }]);
      ledger.set(key, { day, user, model, spent });
    },
    async spent(query) {
      return sum(rows(query).map(({ spent }) => spent));
    },
    async spentByModel(query) {
      return [...Map.groupBy(rows(query), ({ model }) => model)]
        .map(([model, own]) => ({ model, ...sum(own.map(({ spent }) => spent)) }))
        .sort((a, b) => (a.model < b.model ? -1 : 1));
    },
    async cachedReply(key) {
      requireOpen();
      const kept = replies.get(key);
      if (kept === undefined || !isFresh(kept)) return null;
      use(key, kept.reply);
      return kept.reply;
    },
    async keepReply(key, reply) {
      requireOpen();
      use(key, reply);
      for (const unused of replies.keys()) {
        if (replies.size <= count) break;
        replies.delete(unused);
      }
    },
    async close() {
      isOpen = false;
    },
  };
}

function sum(parts: readonly Spent[]): Spent {
  return {
    ...parts.reduce<Usage>(addUsage, NO_USAGE),
    requests: parts.reduce((total, { requests }) => total + requests, 0),
  };
}
