import { STOP_WORDS } from '../text/stop-words.ts';
import { isGeneral } from './general-words.ts';
import { isFraming, synonymGroups } from './synonyms.ts';
import { isTechnical } from './technical-words.ts';
import type { Word } from './words.ts';

/** A framing word weighs less than one that says what the statement is about. */
const FRAMING_WEIGHT = 0.25;
/** What a word counts that the cited papers have, though not in what is quoted or in their titles. */
const ELSEWHERE = 0.5;
/** What a word counts of which a synonym or only a part is quoted. */
const KINDRED = 0.8;

/** What a text has, for looking up words of a claim in it. */
export interface Vocabulary {
  readonly stems: ReadonlySet<string>;
  readonly groups: ReadonlySet<number>;
  /** Its words and the parts of its compounds, lower case. */
  readonly words: ReadonlySet<string>;
  /** Two words or parts of compounds side by side, lower case, a space between them. */
  pairs(): ReadonlySet<string>;
  /** Ends of graded scales that its words name. */
  readonly poles: ReadonlySet<string>;
}

export interface Coverage {
  /** 0…1, of the weight of the claim's content words; 1 for a claim without any. */
  readonly share: number;
  /** The words that the quotes and titles lack altogether, as written. */
  readonly missing: readonly string[];
  /** Those of them that are no words of everyday English, or say which way something goes. */
  readonly foreign: readonly string[];
  /** How many terms of a field are missing that the cited papers do not have anywhere. */
  readonly unheard: number;
  /** How many content words the claim has, and how many of them are quoted as they are. */
  readonly words: number;
  readonly literal: number;
}

function pairsOf(words: readonly Word[]): ReadonlySet<string> {
  const parts = words.flatMap((word) => [...word.parts]);
  return new Set(parts.map((part, i) => `${parts[i - 1] ?? ''} ${part}`));
}

export function vocabularyOf(words: readonly Word[]): Vocabulary {
  const stems = new Set<string>();
  const groups = new Set<number>();
  const poles = new Set<string>();
  const parts = new Set<string>();
  for (const word of words) {
    for (const part of word.parts) parts.add(part);
    for (const pole of gradedPoles(word)) poles.add(pole);
    for (const stem of word.stems) {
      stems.add(stem);
      for (const group of synonymGroups(stem)) groups.add(group);
    }
  }
  let pairs: ReadonlySet<string> | null = null;
  return {
    stems,
    groups,
    poles,
    words: parts,
    pairs() {
      pairs ??= pairsOf(words);
      return pairs;
    },
  };
}

/**
 * How much of what a claim says is said in its quotes. `isName`: words whose place in the cited texts is looked up
 * elsewhere; they count as covered where they were found.
 */
export function coverageOf(given: {
  readonly claim: readonly Word[];
  /** What a word may be found in: quotes, titles. */
  readonly quoted: readonly Vocabulary[];
  readonly elsewhere: (stem: string) => boolean;
  readonly isSettled: (word: Word) => boolean;
}): Coverage {
  let whole = 0;
  let covered = 0;
  let words = 0;
  let literal = 0;
  let unheard = 0;
  const missing: string[] = [];
  const foreign: string[] = [];
  const seen = new Set<string>();
  for (const word of given.claim) {
    const [first] = word.stems;
    if (first === undefined || seen.has(first) || /^\d/u.test(word.text)) continue;
    seen.add(first);
    const weight = isFraming(first) ? FRAMING_WEIGHT : 1;
    whole += weight;
    if (weight === 1) words += 1;
    const own = Math.max(0, ...given.quoted.map((vocabulary) => degreeOf(word, vocabulary)));
    const degree = own < 1 && given.isSettled(word) ? 1 : own;
    if (degree === 1 && weight === 1) literal += 1;
    const isElsewhere = degree === 0 && word.stems.some(given.elsewhere);
    if (degree > 0) covered += weight * degree;
    else if (isElsewhere) covered += weight * ELSEWHERE;
    else if (word.stems.some(isTechnical)) unheard += 1;
    if (isLoose(word, degree)) foreign.push(word.text);
    if (degree === 0 && weight === 1) {
      missing.push(word.text);
      const isTurn = gradedPoles(word).length > 0 && !UNDIRECTED.test(first);
      if (!isGeneral(first) || isTurn) foreign.push(word.text);
    }
  }
  return { share: whole === 0 ? 1 : covered / whole, missing, foreign, unheard, words, literal };
}

/** Of a scale, and yet of no direction on it: "without changing the rate". */
const UNDIRECTED = /^(?:chang|alter|affect|impact|vari)/u;

function gradedPoles(word: Word): string[] {
  return word.poles.flatMap(({ graded, scale, sign }) => (graded ? [`${scale}${sign}`] : []));
}

/** 1: the word itself, or all its parts; less: a synonym, a kindred form or some of its parts; 0: nothing of it. */
function degreeOf(word: Word, vocabulary: Vocabulary): number {
  const [joined, ...parts] = word.stems;
  if (joined === undefined) return 1;
  if (vocabulary.stems.has(joined)) return 1;
  // "Few-shot" is no "zero-shot": a part that is a stop word counts in a compound.
  if (word.parts.some((part) => STOP_WORDS.has(part) && !vocabulary.words.has(part))) return 0;
  if (parts.length > 0) {
    const found = parts.filter((part) => vocabulary.stems.has(part) || isKindred(part, vocabulary)).length;
    if (found > 0)
      return found === parts.length && isTogether(word, vocabulary) ? 1 : (KINDRED * found) / parts.length;
  }
  if (isKindred(joined, vocabulary)) return KINDRED;
  return gradedPoles(word).some((pole) => vocabulary.poles.has(pole)) ? KINDRED : 0;
}

/** A compound of which the quotes have the parts, or some of them, and not side by side. */
function isLoose(word: Word, degree: number): boolean {
  return word.parts.length > 1 && degree > 0 && degree < 1;
}

/** "Token level" for "token-level": the parts stand side by side. Names in camel case are looked up as names. */
function isTogether(word: Word, vocabulary: Vocabulary): boolean {
  if (word.parts.length < 2) return true;
  const [first, ...rest] = word.parts;
  return rest.every((part, i) => vocabulary.pairs().has(`${(i === 0 ? first : rest[i - 1]) ?? ''} ${part}`));
}

function isKindred(stem: string, vocabulary: Vocabulary): boolean {
  if (synonymGroups(stem).some((group) => vocabulary.groups.has(group))) return true;
  if (stem.length < 4) return false;
  for (const other of vocabulary.stems) if (isKindredForm(stem, other)) return true;
  return false;
}

/** "interpret" and "interpretability", "compress" and "compressor": one begins with the other, or they differ in a late ending. */
function isKindredForm(a: string, b: string): boolean {
  if (b.length < 4 || a[0] !== b[0]) return false;
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same += 1;
  if (same === Math.min(a.length, b.length)) return Math.max(a.length, b.length) - same <= 5;
  return same >= 6 && a.length - same <= 3 && b.length - same <= 3;
}
