import { nameKey } from '../papers/lexicon.ts';
import { isNameLike } from '../papers/names.ts';
import type { CitedSource, CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { findFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';
import { type Item, wordsBetween } from './sequence.ts';

/** A name that stands this near a figure is what the figure is said of. */
const BESIDE = 3;
const NEAR = 8;

/** A figure of one cited paper beside the name of another one: both are quoted, and what is said of them is nobody's. */
export function mixedSourceFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  if (cited.sources.length < 2) return [];
  const items = claim.items();
  return items.flatMap((item) => {
    const { figure } = item;
    if (figure === null || figure.spelled) return [];
    const holding = cited.sources.filter(
      ({ quoted }) =>
        findFigure({ figure, text: claim.text }, { text: quoted.text, figures: quoted.figures() }) === 'same',
    );
    const name = nearestName(item, items, claim.text);
    if (name === null || holding.length === 0) return [];
    const named = cited.sources.filter((source) => says(source, name));
    if (named.length === 0 || named.some(({ marker }) => holding.some((other) => other.marker === marker)))
      return [];
    const objection = { kind: 'roles', one: figure.written, other: name.word.text } as const;
    return [wordsBetween(item, name, claim.text) <= BESIDE ? fatal(objection) : doubtful(objection)];
  });
}

function nearestName(item: Item, items: readonly Item[], text: string): Item | null {
  let best: Item | null = null;
  for (const other of items) {
    if (other.figure !== null || !isNameLike(other.word.text)) continue;
    const distance = wordsBetween(item, other, text);
    if (distance <= NEAR && (best === null || distance < wordsBetween(item, best, text))) best = other;
  }
  return best;
}

function says({ whole }: CitedSource, { word }: Item): boolean {
  const key = nameKey(word.text.replace(/'s$/u, ''));
  return whole.names().has(key) || whole.names().has(key.replace(/s$/u, ''));
}
