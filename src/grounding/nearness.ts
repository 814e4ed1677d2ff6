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

/** How near the claim's neighbours of two things are to them in the quotes, and what is gained where each stands by the exchange. */
export function gainOfExchange(
  items: readonly Item[],
  surroundings: Surroundings,
  one: string,
  other: string,
): { readonly before: number; readonly gainOfOne: number; readonly gainOfOther: number } {
  const first = gainAround({ items, surroundings, from: one, to: other });
  const second = gainAround({ items, surroundings, from: other, to: one });
  return { before: first.before + second.before, gainOfOne: first.gain, gainOfOther: second.gain };
}

/** What is gained in nearness to the quotes by putting a word of theirs for one of the claim's, and what there was before. */
export function gainOfReplacement(
  items: readonly Item[],
  surroundings: Surroundings,
  claimed: string,
  quoted: string,
): { readonly before: number; readonly gain: number } {
  return gainAround({ items, surroundings, from: claimed, to: quoted });
}

/** The neighbours of `from` in the claim, other than `from` and `to` themselves, with `to` in its place. */
function gainAround(given: {
  readonly items: readonly Item[];
  readonly surroundings: Surroundings;
  readonly from: string;
  readonly to: string;
}): { readonly before: number; readonly gain: number } {
  const { items, from, to } = given;
  const { places } = given.surroundings;
  let before = 0;
  let after = 0;
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined || item.key !== from) continue;
    for (let j = i - 1; j >= 0; j -= 1) {
      const other = items[j];
      const distance = item.position - (other?.position ?? 0);
      if (other === undefined || distance > WINDOW) break;
      if (other.key === from || other.key === to || distance === 0) continue;
      before += proximity(places, other.key, from) / distance;
      after += proximity(places, other.key, to) / distance;
    }
    for (let j = i + 1; j < items.length; j += 1) {
      const other = items[j];
      const distance = (other?.position ?? 0) - item.position;
      if (other === undefined || distance > WINDOW) break;
      if (other.key === from || other.key === to || distance === 0) continue;
      before += proximity(places, from, other.key) / distance;
      after += proximity(places, to, other.key) / distance;
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
