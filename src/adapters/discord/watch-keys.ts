import type { Place } from './place.ts';

/** Where a watch was set, and where it posts: a thread has watches of its own. */
export function watchKey({ channel }: Pick<Place, 'channel'>): string {
  return `discord:${channel}`;
}

/** Discord's id of a user, channel or server; null where the key is none of this adapter's. */
export function idOf(key: string): string | null {
  return /^discord:(\d{1,20})$/u.exec(key)?.[1] ?? null;
}

/** Topics that differ in case, accents and punctuation alone are one; but C, C++ and C# are three. */
export function isSameTopic(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** Words, or what ends a name like C++. */
const WORDS = /[\p{L}\p{N}]+(?:[+#]+(?![\p{L}\p{N}]))?/gu;

function folded(topic: string): string {
  const plain = topic.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(WORDS) ?? []).join(' ');
}
