import type { Fault } from './fault.ts';
import { doubtful, fatal } from './fault.ts';
import { areOpposites, polesOf } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import type { Item } from './sequence.ts';

/** Words further apart than this have little to do with each other. */
const WINDOW = 6;
/** The order of two words tells less than their nearness: sentences are turned into the passive. */
const OTHER_ORDER = 0.7;
/** How much nearer to the quotes a claim must come by an exchange, in all and as a ratio; chosen on the claims of bench/data/claims (dev). */
const SURE = { gain: 0.34, ratio: 1.12 };
const LEAST_OF_EACH = -0.07;
const DOUBTFUL = { gain: 0.11, ratio: 1.07 };

/**
 * Two things of one kind (figures of one unit, names, opposites, words that stand in the same place beside a third one) whose exchange
 * brings the claim's order of words much nearer to that of its quotes: what is quoted of one is then claimed of the other.
 */
export function exchangeFaults(claimed: ReadText, source: ReadText): Fault[] {
  const [claim, quoted] = [claimed.items(), source.items()];
  // Members of lists that "respectively" joins stand far from what they belong to.
  const isListed = /\brespectively\b/iu.test(source.text) || /\brespectively\b/iu.test(claimed.text);
  const places = placesOf(quoted);
  const items = claim.filter(({ key }) => places.has(key));
  const frames = framesOf(quoted);
  const written = new Map(quoted.map((item) => [item.key, item]));
  const keys = [...new Map(items.map((item) => [item.key, item])).values()];
  let worst: {
    readonly gain: number;
    readonly ratio: number;
    readonly one: Item;
    readonly other: Item;
  } | null = null;
  for (let i = 0; i < keys.length; i += 1) {
    for (let j = i + 1; j < keys.length; j += 1) {
      const [one, other] = [keys[i], keys[j]];
      if (one === undefined || other === undefined) continue;
      if (isListed && one.figure !== null) continue;
      if (!areOfOneKind(one, other, frames, written)) continue;
      const { before, gainOfOne, gainOfOther } = nearness(items, places, one.key, other.key);
      // Neither may fit worse where the other one stands.
      if (Math.min(gainOfOne, gainOfOther) < LEAST_OF_EACH) continue;
      const gain = gainOfOne + gainOfOther;
      const ratio = (before + gain + 0.1) / (before + 0.1);
      if (worst === null || gain > worst.gain) worst = { gain, ratio, one, other };
    }
  }
  if (worst === null || worst.gain < DOUBTFUL.gain || worst.ratio < DOUBTFUL.ratio) return [];
  const objection = { kind: 'roles', one: shown(worst.one), other: shown(worst.other) } as const;
  const isSure = worst.gain >= SURE.gain && worst.ratio >= SURE.ratio;
  return [isSure ? fatal(objection) : doubtful(objection)];
}

export function shown(item: Item): string {
  return item.figure?.written ?? item.word.text;
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
function nearness(
  items: readonly Item[],
  places: ReadonlyMap<string, readonly number[]>,
  one: string,
  other: string,
): { readonly before: number; readonly gainOfOne: number; readonly gainOfOther: number } {
  let before = 0;
  let gainOfOne = 0;
  let gainOfOther = 0;
  for (let i = 0; i < items.length; i += 1) {
    for (let j = i + 1; j < items.length; j += 1) {
      const [a, b] = [items[i], items[j]];
      if (a === undefined || b === undefined) continue;
      const distance = b.position - a.position;
      if (distance > WINDOW) break;
      const [aMoves, bMoves] = [a.key === one || a.key === other, b.key === one || b.key === other];
      if (aMoves === bMoves || distance <= 0) continue;
      const moved = (key: string): string => (key === one ? other : key === other ? one : key);
      const near = proximity(places, a.key, b.key) / distance;
      const gain = proximity(places, moved(a.key), moved(b.key)) / distance - near;
      before += near;
      if ((aMoves ? a.key : b.key) === one) gainOfOne += gain;
      else gainOfOther += gain;
    }
  }
  return { before, gainOfOne, gainOfOther };
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

/** The words right before and right behind each word: "teacher" and "student" both stand before "network". */
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

function areOfOneKind(
  one: Item,
  other: Item,
  frames: ReadonlyMap<string, ReadonlySet<string>>,
  written: ReadonlyMap<string, Item>,
): boolean {
  if (one.figure !== null || other.figure !== null)
    return one.figure !== null && other.figure !== null && one.figure.dimension === other.figure.dimension;
  if (isNamed(one, written) && isNamed(other, written)) return true;
  if (areOpposites(polesOf(one.word.lower), polesOf(other.word.lower))) return true;
  const [own, others] = [frames.get(one.key), frames.get(other.key)];
  if (own === undefined || others === undefined) return false;
  for (const frame of own) {
    if (others.has(frame)) return true;
    // "Cascaded encoders and separate decoders": what stands beside the two are opposites.
    for (const another of others)
      if (frame[0] === another[0] && areOpposites(polesOf(frame.slice(1)), polesOf(another.slice(1))))
        return true;
  }
  return false;
}

/** Written with a capital or a digit inside, or with a capital in the claim and in the quotes alike. */
function isNamed(item: Item, written: ReadonlyMap<string, Item>): boolean {
  const text = item.word.text;
  const quoted = written.get(item.key)?.word.text ?? '';
  return (
    (/^\p{Lu}/u.test(text) || /\p{L}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u.test(text)) && /\p{Lu}|\p{N}/u.test(quoted)
  );
}
