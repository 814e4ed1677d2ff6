import { areOpposites, type Pole, polesOf } from './opposites.ts';
import type { Item } from './sequence.ts';

/** Words further apart than this have little to do with each other. */
const WINDOW = 6;
/** The order of two words tells less than their nearness: sentences are turned into the passive. */
const OTHER_ORDER = 0.7;

/** What stands near what in the quotes. */
export interface Surroundings {
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** The words right before and right behind each word: "teacher" and "student" both stand before "network". */
  readonly frames: ReadonlyMap<string, ReadonlySet<string>>;
  /** An item of each key. */
  readonly written: ReadonlyMap<string, Item>;
}

export function surroundingsOf(items: readonly Item[]): Surroundings {
  return {
    places: placesOf(items),
    frames: framesOf(items),
    written: new Map(items.map((item) => [item.key, item])),
  };
}

function placesOf(items: readonly Item[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const { key, position } of items) {
    const own = places.get(key) ?? [];
    own.push(position);
    places.set(key, own);
  }
  return places;
}

/** What a place gains in nearness to the quotes by another word in it, and what there was before. */
export interface Gain {
  readonly before: number;
  readonly gain: number;
}

/** Puts `key` in the place of the claim's item at `place`; the item at `apart`, which may move itself, does not count. */
export function gainAt(given: {
  readonly items: readonly Item[];
  readonly surroundings: Surroundings;
  readonly place: number;
  readonly key: string;
  readonly apart: number | null;
}): Gain {
  const { items, place, key, apart } = given;
  const { places } = given.surroundings;
  const item = items[place];
  let before = 0;
  let after = 0;
  if (item === undefined) return { before, gain: 0 };
  for (const step of [-1, 1]) {
    for (let i = place + step; i >= 0 && i < items.length; i += step) {
      const other = items[i];
      const distance = Math.abs((other?.position ?? 0) - item.position);
      if (other === undefined || distance > WINDOW) break;
      if (i === apart || other.key === item.key || distance === 0) continue;
      const nearnessOf = (one: string): number =>
        step === 1 ? proximity(places, one, other.key) : proximity(places, other.key, one);
      before += nearnessOf(item.key) / distance;
      after += other.key === key ? 0 : nearnessOf(key) / distance;
    }
  }
  return { before, gain: after - before };
}

function proximity(places: ReadonlyMap<string, readonly number[]>, a: string, b: string): number {
  if (a === b) return 0;
  let best = 0;
  for (const i of places.get(a) ?? [])
    for (const j of places.get(b) ?? []) {
      const distance = j - i;
      const value = distance > 0 ? 1 / distance : distance < 0 ? OTHER_ORDER / -distance : 0;
      if (value > best) best = value;
    }
  return best;
}

function framesOf(items: readonly Item[]): ReadonlyMap<string, ReadonlySet<string>> {
  const frames = new Map<string, Set<string>>();
  items.forEach((item, i) => {
    const own = frames.get(item.key) ?? new Set<string>();
    const [previous, next] = [items[i - 1], items[i + 1]];
    if (previous !== undefined && previous.position === item.position - 1) own.add(`<${previous.key}`);
    if (next !== undefined && next.position === item.position + 1) own.add(`>${next.key}`);
    frames.set(item.key, own);
  });
  return frames;
}

/**
 * Figures of one unit, names, opposites, doers ("encoder", "regressor"), or words that stand in the same place beside a third one or
 * beside opposites: what could be put for each other.
 */
export function areOfOneKind(one: Item, other: Item, { frames, written }: Surroundings): boolean {
  if (one.figure !== null || other.figure !== null)
    return one.figure !== null && other.figure !== null && one.figure.dimension === other.figure.dimension;
  if (isNamed(one, written) && isNamed(other, written)) return true;
  if (areOpposites(one.word.poles, other.word.poles)) return true;
  if (DOER.test(one.word.lower) && DOER.test(other.word.lower)) return true;
  const [own, others] = [frames.get(one.key), frames.get(other.key)];
  if (own === undefined || others === undefined) return false;
  for (const frame of own) {
    if (others.has(frame)) return true;
    // "Cascaded encoders and separate decoders": what stands beside the two are opposites.
    for (const another of others)
      if (frame[0] === another[0] && areOpposites(polesOfKey(frame), polesOfKey(another))) return true;
  }
  return false;
}

const DOER =
  /^(?!number|parameter|paper|computer|user|layer|order|other|over|under|after|better|larger|smaller|higher|lower|faster|slower|fewer|further|however|power)\p{L}{2,}(?:er|or)s?$/u;

/** Of a frame's word, which is a stem already. */
function polesOfKey(frame: string): readonly Pole[] {
  const stem = frame.slice(1);
  return polesOf(stem, stem);
}

/** Written with a capital or a digit inside, or with a capital in the claim and in the quotes alike. */
export function isNamed(item: Item, written: ReadonlyMap<string, Item>): boolean {
  const text = item.word.text;
  const quoted = written.get(item.key)?.word.text ?? '';
  return (
    (/^\p{Lu}/u.test(text) || /\p{L}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u.test(text)) && /\p{Lu}|\p{N}/u.test(quoted)
  );
}
