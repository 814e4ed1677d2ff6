import { areOpposites, type Pole, polesOf } from './opposites.ts';
import type { Item } from './sequence.ts';

/** Words further apart than this have little to do with each other. */
const WINDOW = 6;
/** The order of two words tells less than their nearness: sentences are turned into the passive. */
const OTHER_ORDER = 0.7;

/** What stands near what in the quotes. */
export interface Surroundings {
  /** The items of the quotes, each key once, by key. */
  readonly written: ReadonlyMap<string, Item>;
  /** 0…1: how near the second word stands behind the first, or, for less, before it. */
  proximity(first: string, second: string): number;
  /** The words right before and right behind a word. */
  framesOf(key: string): Frames;
}

interface Frames {
  /** "<a" for the word before, ">b" for the one behind: "teacher" and "student" both have ">network". */
  readonly all: ReadonlySet<string>;
  /** Those of them that name an end of a scale. */
  readonly poled: readonly { readonly side: string; readonly poles: readonly Pole[] }[];
}

const NO_FRAMES: Frames = { all: new Set(), poled: [] };

export function surroundingsOf(items: readonly Item[]): Surroundings {
  const written = new Map(items.map((item) => [item.key, item]));
  const ids = new Map([...written.keys()].map((key, id) => [key, id]));
  const near = new Float64Array(ids.size * ids.size);
  const places = items.map(({ key, position }) => ({ id: ids.get(key) ?? 0, position }));
  for (const a of places)
    for (const b of places) {
      const distance = b.position - a.position;
      if (a.id === b.id || distance === 0) continue;
      const value = distance > 0 ? 1 / distance : OTHER_ORDER / -distance;
      const cell = a.id * ids.size + b.id;
      if (value > (near[cell] ?? 0)) near[cell] = value;
    }
  const frames = framesIn(items);
  return {
    written,
    proximity(first, second) {
      const [a, b] = [ids.get(first), ids.get(second)];
      return a === undefined || b === undefined ? 0 : (near[a * ids.size + b] ?? 0);
    },
    framesOf: (key) => frames.get(key) ?? NO_FRAMES,
  };
}

function framesIn(items: readonly Item[]): ReadonlyMap<string, Frames> {
  const frames = new Map<string, { all: Set<string>; poled: { side: string; poles: readonly Pole[] }[] }>();
  items.forEach((item, i) => {
    const own = frames.get(item.key) ?? { all: new Set<string>(), poled: [] };
    for (const [side, beside, gap] of [
      ['<', items[i - 1], -1],
      ['>', items[i + 1], 1],
    ] as const) {
      if (beside === undefined || beside.position !== item.position + gap) continue;
      own.all.add(side + beside.key);
      const poles = polesOf(beside.key, beside.key);
      if (poles.length > 0) own.poled.push({ side, poles });
    }
    frames.set(item.key, own);
  });
  return frames;
}

/** What a place gains in nearness to the quotes by another word in it, and what there was before. */
interface Gain {
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
  const { items, place, key, apart, surroundings } = given;
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
        step === 1 ? surroundings.proximity(one, other.key) : surroundings.proximity(other.key, one);
      before += nearnessOf(item.key) / distance;
      after += nearnessOf(key) / distance;
    }
  }
  return { before, gain: after - before };
}

/** What of an item says which others could be put for it. */
export interface Kind {
  readonly dimension: string | null;
  readonly isNamed: boolean;
  readonly isDoer: boolean;
  readonly poles: readonly Pole[];
  readonly frames: Frames;
}

const DOER =
  /^(?!number|parameter|paper|computer|user|layer|order|other|over|under|after|better|larger|smaller|higher|lower|faster|slower|fewer|further|however|power)[a-z]{2,}(?:er|or)s?$/;

/** Of an item of the claim that the quotes have, or of one of theirs. */
export function kindOf(item: Item, surroundings: Surroundings): Kind {
  return {
    dimension: item.figure?.dimension ?? null,
    isNamed: isNamed(item, surroundings.written),
    isDoer: /rs?$/.test(item.word.lower) && DOER.test(item.word.lower),
    poles: item.word.poles,
    frames: surroundings.framesOf(item.key),
  };
}

/**
 * Figures of one unit, names, opposites, doers ("encoder", "regressor"), or words that stand in the same place beside a third one or
 * beside opposites ("cascaded encoders", "separate decoders"): what could be put for each other.
 */
export function areOfOneKind(one: Kind, other: Kind): boolean {
  if (one.dimension !== null || other.dimension !== null) return one.dimension === other.dimension;
  if ((one.isNamed && other.isNamed) || (one.isDoer && other.isDoer)) return true;
  if (areOpposites(one.poles, other.poles)) return true;
  for (const frame of one.frames.all) if (other.frames.all.has(frame)) return true;
  return one.frames.poled.some(({ side, poles }) =>
    other.frames.poled.some((beside) => beside.side === side && areOpposites(poles, beside.poles)),
  );
}

/** Written with a capital or a digit inside, or with a capital in the claim and in the quotes alike. */
function isNamed(item: Item, written: ReadonlyMap<string, Item>): boolean {
  const text = item.word.text;
  if (!/[\p{Lu}\p{N}]/u.test(text)) return false;
  const quoted = written.get(item.key)?.word.text ?? '';
  return (
    (/^\p{Lu}/u.test(text) || /\p{L}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u.test(text)) && /\p{Lu}|\p{N}/u.test(quoted)
  );
}
