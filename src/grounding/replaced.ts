import { doubtful, type Fault } from './fault.ts';
import { areOfOneKind, gainAt, type Kind, kindOf } from './nearness.ts';
import type { ReadText } from './read-text.ts';
import { type Item, shown } from './sequence.ts';

/** How much nearer to the quotes a claim must come by their word; names and figures are few, so that less says enough. */
const WORDS = { gain: 0.8, ratio: 1.4 };
const NAMES = { gain: 0.45, ratio: 2.5 };

/**
 * A thing that the quotes have elsewhere, in a place where they have another one of its kind that the claim does not say: "51.6% for
 * DeiT" of what is quoted for BERT-Large, "only clean data" of what is quoted of corrupted data.
 */
export function replacementFaults(claim: ReadText, quoted: ReadText): Fault[] {
  const surroundings = quoted.surroundings();
  const said = new Set(claim.items().map(({ key }) => key));
  const others = [...surroundings.written.values()]
    .filter(({ key }) => !said.has(key))
    .map((item) => ({ item, kind: kindOf(item, surroundings) }));
  const items = claim.items().filter(({ key }) => surroundings.written.has(key));
  // Members of lists that "respectively" joins stand far from what they belong to.
  const isListed = /\brespectively\b/iu.test(quoted.text);
  for (const [place, item] of items.entries()) {
    if (isListed && item.figure !== null) continue;
    const kind = kindOf(item, surroundings);
    const better = others.find((other) => {
      if (!areOfOneKind(kind, other.kind)) return false;
      const least = isPrecise(kind, other) ? NAMES : WORDS;
      const { before, gain } = gainAt({ items, surroundings, place, key: other.item.key, apart: null });
      return gain >= least.gain && (before + gain + 0.1) / (before + 0.1) >= least.ratio;
    });
    if (better !== undefined)
      return [doubtful({ kind: 'roles', one: shown(item), other: shown(better.item) })];
  }
  return [];
}

function isPrecise(own: Kind, other: { readonly item: Item; readonly kind: Kind }): boolean {
  return own.dimension !== null || (own.isNamed && other.kind.isNamed && !other.item.word.opensSentence);
}
