import type { Collector } from './reply-collector.ts';
import type { ReplyItem } from './reply-item.ts';
import { replyValue } from './reply-value.ts';

/** A value or an element that is being collected. */
export interface Pending {
  readonly collector: Collector;
  /** Null when the key cannot be used: the value is read over. */
  readonly key: string | null;
  readonly type: 'value' | 'element';
  /** What is collected is the reply object itself, which turned out to be an element. */
  readonly isFrame: boolean;
}

/** What is handed out once it is complete. */
export function pendingItem({ collector, key, type }: Pending): ReplyItem | null {
  if (key === null) return null;
  const { json, fault } = collector.text;
  if (fault !== null) return { type: 'skipped', key, why: fault };
  const value = replyValue(json);
  return value === undefined ? { type: 'skipped', key, why: 'unreadable' } : { type, key, value };
}
