import { nameKey } from '../papers/lexicon.ts';
import { acronymsOf, isNameLike } from '../papers/names.ts';
import { addressesIn, placeOfAddress } from './addresses.ts';
import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { isIntroduced } from './introduced.ts';
import { type ClaimName, namesIn } from './names-in-claim.ts';
import type { ReadText } from './read-text.ts';

/** Where a name was found: quoted (or of the paper's title, or the paper's own), elsewhere in a cited abstract, or nowhere. */
export type NamePlace = 'quoted' | 'elsewhere' | 'nowhere';

export interface PlacedName {
  readonly name: ClaimName;
  readonly place: NamePlace;
}

/** All names of a claim with where the cited papers have them. `english`: capitals inside a sentence make names. */
export function placedNames(claim: ReadText, cited: CitedTexts, english: boolean): PlacedName[] {
  const names = namesIn(claim.words(), claim.figures(), { capitals: english });
  return [
    ...names.map((name) => ({ name, place: placeOf(name, claim, cited) })),
    ...addressesIn(claim).map((name) => ({ name, place: placeOfAddress(name.text, cited) })),
  ];
}

export function nameFaults(placed: readonly PlacedName[]): Fault[] {
  return placed.flatMap(({ name, place }) => {
    if (place === 'quoted') return [];
    const objection = { kind: 'name', name: name.text, found: place } as const;
    return [place === 'nowhere' ? fatal(objection) : doubtful(objection)];
  });
}

function placeOf(name: ClaimName, claim: ReadText, cited: CitedTexts): NamePlace {
  const keys = formsOf(name.key);
  if (isIn(cited.quoted, keys)) return 'quoted';
  if (isIn(cited.titles, keys)) return hasRival(keys, claim, cited) ? 'elsewhere' : 'quoted';
  if (isSpelledBy(name, claim, cited.quoted, cited)) return 'quoted';
  if (isIn(cited.abstracts, keys)) return isOwn(keys, cited) ? 'quoted' : 'elsewhere';
  if (partsAreIn(name, cited)) return 'quoted';
  return isSpelledBy(name, claim, cited.abstracts, cited) || isSpelledBy(name, claim, cited.titles, cited)
    ? 'elsewhere'
    : 'nowhere';
}

/** "SAEs" and "SAE". */
function formsOf(key: string): string[] {
  return [key, ...(key.endsWith('s') && key.length > 2 ? [key.slice(0, -1)] : []), `${key}s`];
}

function isIn(read: ReadText, keys: readonly string[]): boolean {
  return keys.some((key) => read.names().has(key));
}

/** "U-Net-like" and "BERT-Large/Base": every part that is a name by itself is there, and none of them has digits that are not. */
function partsAreIn(name: ClaimName, cited: CitedTexts): boolean {
  const parts = name.text.split(/[-⋅·_+]/u).filter((part) => part !== '');
  if (parts.length < 2) return false;
  const [last] = parts.slice(-1);
  // "GPT-2-medium" where "GPT-2-small/medium" is written.
  if (last !== undefined && /^\p{Ll}{3,}$/u.test(last)) {
    const head = formsOf(nameKey(parts.slice(0, -1).join('')));
    if (isIn(cited.quoted, head) && isIn(cited.quoted, [nameKey(last)])) return true;
  }
  if (parts.some((part) => /\p{N}/u.test(part))) return false;
  return parts.every((part) => {
    const keys = formsOf(nameKey(part));
    return (
      isIn(cited.quoted, keys) ||
      isIn(cited.titles, keys) ||
      (!/\p{Lu}/u.test(part) && isIn(cited.abstracts, keys))
    );
  });
}

/** The abstract introduces the name as its own, and the quotes introduce no other one in its place. */
function isOwn(keys: readonly string[], cited: CitedTexts): boolean {
  if (!keys.some((key) => isIntroduced(key, cited.abstracts))) return false;
  return !namesIn(cited.quoted.words(), cited.quoted.figures(), { capitals: false }).some(
    ({ key }) => !keys.includes(key) && isIntroduced(key, cited.quoted),
  );
}

/** How many words of a sentence its subject is looked for in. */
const SUBJECT = 5;

/** The quotes speak of another name where the claim says one of the title: "COMBINER still has limitations". */
function hasRival(keys: readonly string[], claim: ReadText, cited: CitedTexts): boolean {
  const said = claim.names();
  const words = cited.quoted.words();
  return words.some((word, at) => {
    if (!isNameLike(word.text) || said.has(nameKey(word.text)) || keys.includes(nameKey(word.text)))
      return false;
    const before = words.slice(Math.max(0, at - SUBJECT), at + 1);
    return before.some(({ opensSentence }) => opensSentence) && isRelated(nameKey(word.text), keys);
  });
}

/** "COMBINER" and "RECOMBINER", "MLICv2" and "MLIC". */
function isRelated(key: string, keys: readonly string[]): boolean {
  return keys.some((own) => own.length >= 4 && key.length >= 4 && (own.includes(key) || key.includes(own)));
}

/** An abbreviation whose long form is there, or a long form ("Large Language Models") whose abbreviation is. */
function isSpelledBy(name: ClaimName, claim: ReadText, read: ReadText, cited: CitedTexts): boolean {
  const key = name.key.replace(/s$/u, '');
  if (
    /^[\p{Lu}\p{N}][\p{L}\p{N}-]{1,9}$/u.test(name.text) &&
    (name.text.match(/\p{Lu}/gu)?.length ?? 0) >= 2
  ) {
    if (read.names().spells(key)) return true;
    const long = acronymsOf(cited.abstracts.written).find(({ short }) => nameKey(short) === key)?.long;
    if (long !== undefined && read.names().has(nameKey(long).replace(/s$/u, ''))) return true;
    if (long !== undefined && read.names().has(nameKey(long))) return true;
  }
  return initialsAround(name, claim).some((initials) => isIn(read, formsOf(initials)));
}

/** Initials of the runs of capitalised words in the claim that the name is one of: "lm", "llm" for "Large Language Models". */
function initialsAround(name: ClaimName, claim: ReadText): string[] {
  const words = claim.words();
  const at = words.findIndex(({ text }) => text === name.text);
  if (at < 0 || name.certain) return [];
  const isCapital = (i: number): boolean =>
    /^\p{Lu}/u.test(words[i]?.text ?? '') && (i === at || !(words[i]?.opensClause ?? true) || i < at);
  let first = at;
  while (first > 0 && isCapital(first - 1)) first -= 1;
  let last = at;
  while (last + 1 < words.length && isCapital(last + 1)) last += 1;
  const initials = words
    .slice(first, last + 1)
    .flatMap(({ parts }) => parts.map((part) => part[0] ?? ''))
    .join('');
  const found: string[] = [];
  for (let from = 0; from < initials.length; from += 1)
    if (initials.length - from >= 2) found.push(initials.slice(from));
  return found;
}
