import type { PlacedName } from './check-names.ts';
import type { CitedTexts } from './cited-texts.ts';
import { coverageOf, type Vocabulary } from './content-words.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { ReadText } from './read-text.ts';

/** Shares of the claim's content words that its quotes cover; chosen on the claims of bench/data/claims (dev). */
const ENOUGH = 0.8;
const TOO_LITTLE = 0.3;
/** More words than these without anything like them in the quotes, and the claim goes beyond them. */
const MOST_MISSING = 2;

export function wordFaults(claim: ReadText, cited: CitedTexts, names: readonly PlacedName[]): Fault[] {
  const found = new Set(names.filter(({ place }) => place === 'quoted').map(({ name }) => name.text));
  const figures = claim.figures();
  const { share, missing, literal } = coverageOf({
    claim: claim.words(),
    quoted: together(cited.quoted.vocabulary(), cited.titles.vocabulary()),
    elsewhere: () => cited.abstracts.vocabulary(),
    isSettled: ({ text, start }) =>
      found.has(text) ||
      found.has(text.replace(/'s$/u, '')) ||
      figures.some((figure) => start >= figure.start && start < figure.end),
  });
  const objection = { kind: 'words', words: missing, share: Math.round(share * 100) / 100 } as const;
  if (share < TOO_LITTLE && literal <= 1) return [fatal(objection)];
  return share < ENOUGH || missing.length > MOST_MISSING ? [doubtful(objection)] : [];
}

function together(a: Vocabulary, b: Vocabulary): Vocabulary {
  return { stems: new Set([...a.stems, ...b.stems]), groups: new Set([...a.groups, ...b.groups]) };
}
