import { acronymsOf } from '../papers/names.ts';
import type { PlacedName } from './check-names.ts';
import type { CitedTexts } from './cited-texts.ts';
import { coverageOf } from './content-words.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { ReadText } from './read-text.ts';
import type { Word } from './words.ts';

/** Shares of the claim's content words that its quotes cover; chosen on the claims of bench/data/claims (dev). */
const ENOUGH = 0.8;
const TOO_LITTLE = 0.25;
/** As much is too little for a claim with so many terms that its papers never say. */
const TOO_LITTLE_OF_TERMS = { share: 0.6, unheard: 2 };
/** More words than these without anything like them in the quotes, and the claim goes beyond them. */
const MOST_MISSING = 2;

export function wordFaults(claim: ReadText, cited: CitedTexts, names: readonly PlacedName[]): Fault[] {
  const found = new Set(names.filter(({ place }) => place === 'quoted').map(({ name }) => name.text));
  const figures = claim.figures();
  let spelled: ReadonlySet<number> | null = null;
  const { share, missing, foreign, unheard, literal } = coverageOf({
    claim: claim.words(),
    quoted: [cited.quoted.vocabulary(), cited.titles.vocabulary()],
    elsewhere: cited.abstracts.says,
    isSettled: ({ text, start }) => {
      if (found.has(text) || found.has(text.replace(/'s$/u, ''))) return true;
      if (figures.some((figure) => start >= figure.start && start < figure.end)) return true;
      spelled ??= spelledOut(claim.words(), cited);
      return spelled.has(start);
    },
  });
  const objection = { kind: 'words', words: missing, share: Math.round(share * 100) / 100 } as const;
  const isElsewhere = share < TOO_LITTLE_OF_TERMS.share && unheard >= TOO_LITTLE_OF_TERMS.unheard;
  if ((share < TOO_LITTLE && literal <= 1) || isElsewhere) return [fatal(objection)];
  const goesBeyond = share < ENOUGH || missing.length > MOST_MISSING || foreign.length > 0;
  return goesBeyond ? [doubtful(objection)] : [];
}

/** Where the claim spells an abbreviation out that is quoted: "language models" for "LMs". Offsets of its words. */
function spelledOut(words: readonly Word[], cited: CitedTexts): ReadonlySet<number> {
  const short = new Set<string>();
  for (const { text } of cited.quoted.words())
    for (const part of text.split('-'))
      if (/^\p{Lu}{2,6}s?$/u.test(part)) short.add(part.replace(/s$/u, '').toLowerCase());
  const starts = new Set<number>();
  if (short.size === 0) return starts;
  const mark = (from: number, count: number): void => {
    for (const { start } of words.slice(from, from + count)) starts.add(start);
  };
  for (let from = 0; from < words.length; from += 1) {
    let initials = '';
    for (let count = 1; count <= 6 && from + count <= words.length; count += 1) {
      const word = words[from + count - 1];
      if (word === undefined || (count > 1 && word.opensClause)) break;
      initials += word.parts.map((part) => part[0] ?? '').join('');
      if (count > 1 && short.has(initials)) mark(from, count);
    }
  }
  for (const { short: name, long } of acronymsOf(cited.abstracts.written)) {
    if (!short.has(name.toLowerCase())) continue;
    const wanted = new Set(
      long
        .toLowerCase()
        .split(/[\s-]+/u)
        .map((word) => word.replace(/s$/u, '')),
    );
    for (const word of words)
      if (word.parts.every((part) => wanted.has(part.replace(/s$/u, '')))) starts.add(word.start);
  }
  return starts;
}
