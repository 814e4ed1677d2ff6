import type { Figure } from './figures.ts';
import type { Word } from './words.ts';

/** A content word or a figure of a text, at its place among the others. */
export interface Item {
  /** The same for all forms of a word, and for one amount however it is written. */
  readonly key: string;
  /** Counts content words; the end of a clause counts one more, a conjunction two, the end of a sentence three. */
  readonly position: number;
  readonly figure: Figure | null;
  readonly word: Word;
  /** Place of the word among all words of the text. */
  readonly at: number;
}

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'while', 'whereas', 'but']);

/** Content words and figures in order; function words are left out. */
export function itemsOf(words: readonly Word[], figures: readonly Figure[]): Item[] {
  const items: Item[] = [];
  let position = 0;
  let last: Figure | null = null;
  words.forEach((word, at) => {
    const figure =
      figures.find(
        ({ start, end, unit }) =>
          word.start >= start && word.start < end && !(unit === '' && /^\d+-?\p{L}{1,2}$/u.test(word.text)),
      ) ?? null;
    if (figure !== null && figure === last) return;
    last = figure;
    if (word.opensSentence && items.length > 0) position += 3;
    else if (word.opensClause && items.length > 0) position += 1;
    else if (JOINTS.has(words[at - 1]?.lower ?? '') && items.length > 0) position += 2;
    const key = figure === null ? word.stems[0] : keyOf(figure);
    if (key === undefined) return;
    items.push({ key, position, figure, word, at });
    position += 1;
  });
  return items;
}

/** The same for "1.3B" and "1.3 billion". */
function keyOf(figure: Figure): string {
  return `#${Number(figure.amount.toPrecision(9))} ${figure.dimension}`;
}

export function shown(item: Item): string {
  return item.figure?.written ?? item.word.text;
}

/** Words from one to the other; a conjunction or a comma between them counts as three more. */
export function wordsBetween(one: Item, other: Item, text: string): number {
  const [a, b] = one.at < other.at ? [one, other] : [other, one];
  const joints = text.slice(a.word.start, b.word.start).match(/\b(?:and|while|whereas|but)\b|[,;]/giu);
  return b.at - a.at + 3 * (joints?.length ?? 0);
}
