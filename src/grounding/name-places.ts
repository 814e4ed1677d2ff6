import { STOP_WORDS } from '../text/stop-words.ts';

/** Where names stand in a text, however they are written there: "Flash Attention", "FlashAttention", "flash-attention". */
export interface NamePlaces {
  /** `key` holds letters and digits only, lower case. A name ends where a word ends; it may begin at a capital inside one. */
  has(key: string): boolean;
  /** Consecutive words whose initials are the letters of `key`: "graph neural networks" for "gnn". */
  spells(key: string): boolean;
}

interface Run {
  readonly key: string;
  /** Nothing of the same word follows. */
  readonly closes: boolean;
  /** It begins a word, or a part of one that a hyphen sets off. */
  readonly opens: boolean;
}

const RUN = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{Lu}|\p{N}+/gu;

/** Of a folded text. */
export function namePlaces(folded: string): NamePlaces {
  const runs: Run[] = [];
  const byFirst = new Map<string, number[]>();
  for (const match of folded.matchAll(RUN)) {
    const key = match[0].toLowerCase();
    const end = match.index + match[0].length;
    const own = byFirst.get(key[0] ?? '') ?? [];
    own.push(runs.length);
    byFirst.set(key[0] ?? '', own);
    runs.push({
      key,
      closes: !/[\p{L}\p{N}]/u.test(folded[end] ?? ''),
      opens: !/[\p{L}\p{N}]/u.test(folded[match.index - 1] ?? ''),
    });
  }
  const startsOf = (key: string): readonly number[] => byFirst.get(key[0] ?? '') ?? [];
  return {
    has: (key) => key !== '' && startsOf(key).some((at) => joins(runs, at, key)),
    spells: (key) => key.length > 1 && startsOf(key).some((at) => spellsFrom(runs, at, key)),
  };
}

function joins(runs: readonly Run[], from: number, key: string): boolean {
  let length = 0;
  for (let i = from; i < runs.length; i += 1) {
    const run = runs[i];
    if (run === undefined || !key.startsWith(run.key, length)) return false;
    length += run.key.length;
    if (length === key.length) return run.closes;
  }
  return false;
}

/** Small words may be left out ("mixture of experts"); two letters are by chance anywhere, so that both words must say something. */
function spellsFrom(runs: readonly Run[], from: number, key: string): boolean {
  let letter = 0;
  for (let i = from; i < runs.length; i += 1) {
    const run = runs[i];
    if (run === undefined || !run.opens) return false;
    const isSmall = STOP_WORDS.has(run.key);
    if (run.key[0] === key[letter] && !(key.length === 2 && isSmall)) {
      letter += 1;
      if (letter === key.length) return true;
    } else if (!isSmall || letter === 0) return false;
  }
  return false;
}
