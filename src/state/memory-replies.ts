import type { OpenTables } from './memory-tables.ts';
import { DAY_MILLISECONDS, type KeptReply, type ReplyBounds, type ReplyCache } from './state-store.ts';

export function createMemoryReplies(
  open: OpenTables,
  { bounds, now }: { readonly bounds: ReplyBounds; readonly now: () => number },
): ReplyCache {
  function use(key: string, reply: KeptReply): void {
    const { replies } = open();
    replies.delete(key);
    replies.set(key, { reply, usedAt: now() });
  }

  const isFresh = ({ usedAt }: { readonly usedAt: number }): boolean =>
    usedAt > now() - bounds.days * DAY_MILLISECONDS;

  return {
    async cachedReply(key) {
      const kept = open().replies.get(key);
      if (kept === undefined || !isFresh(kept)) return null;
      use(key, kept.reply);
      return kept.reply;
    },
    async keepReply(key, reply) {
      use(key, reply);
      const { replies } = open();
      for (const unused of replies.keys()) {
        if (replies.size <= bounds.count) break;
        replies.delete(unused);
      }
    },
  };
}
