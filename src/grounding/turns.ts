import { stemmer } from 'stemmer';
import { type Pole, polesOf, scaleWord } from './opposites.ts';
import { isFraming } from './synonyms.ts';
import type { Word } from './words.ts';

/** A word that names an end of a scale, with what it is said of. */
export interface Turn {
  readonly text: string;
  readonly stem: string;
  readonly poles: readonly Pole[];
  /** Stems of the words near it, within its clause. */
  readonly objects: ReadonlySet<string>;
  /** The nearest of them behind it, which it says most of. */
  readonly main: string | null;
  /** Something before it denies it, which turns it round. */
  readonly denied: boolean;
}

const BEFORE = 3;
const BEHIND = 4;
/** Phrases, and the word of a scale that they stand for. */
const PHRASES: readonly (readonly [pattern: RegExp, as: string, words: number])[] = [
  [/^(?:at|with) (?:the|a) (?:cost|expense|price) of\b/u, 'degrade', 4],
  [/^(?:giving|gives|give|gave) up\b/u, 'lose', 2],
  [/^(?:falls?|fell|falling) (?:short|behind)\b/u, 'underperform', 2],
  [/^(?:speeds?|speeding|sped) up\b/u, 'faster', 2],
  [/^(?:slows?|slowing|slowed)\b/u, 'slower', 1],
  [/^(?:goes|go|going|went) up\b/u, 'increase', 2],
  [/^(?:goes|go|going|went) down\b/u, 'decrease', 2],
  [/^as (?:it|they) (?:is|was|are|were)\b/u, 'unchanged', 3],
];
const BEGINS_PHRASE = /^(?:at|with|g[ai]v|go|went|fall|fell|sped|speed|slow|as$)/u;
const DENYING: ReadonlySet<string> = new Set(
  `no not never neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't fails fail hardly avoid avoids avoiding
  prevent prevents preventing mitigate mitigates mitigating alleviate alleviates alleviating overcome`.split(
    /\s+/u,
  ),
);
/** What a change in a measure amounts to: less latency is faster, more throughput as well. */
const MEASURES: Readonly<Record<string, readonly [as: string, sign: 1 | -1]>> = {
  speed: ['faster', 1],
  throughput: ['faster', 1],
  latency: ['faster', -1],
  runtime: ['faster', -1],
  time: ['faster', -1],
  cost: ['cheaper', -1],
  expense: ['cheaper', -1],
};
/** Words that are said of anything, so that sharing them means nothing. */
const SAID_OF_ANYTHING: ReadonlySet<string> = new Set(['perform', 'result', 'time', 'system', 'data']);

export function turnsIn(words: readonly Word[]): Turn[] {
  const turns: Turn[] = [];
  words.forEach((word, at) => {
    const phrase = phraseAt(words, at);
    const poles = phrase === null ? [...word.poles, ...polesOfParts(word)] : polesOf(phrase.as);
    if (poles.length === 0) return;
    const length = phrase?.words ?? 1;
    turns.push({
      text: textOf(words, at, length),
      stem: phrase === null ? stemOf(word) : stemmer(phrase.as),
      poles: [...poles, ...measured(words, at, length, poles)],
      ...objectsAround(words, at, length),
      denied: isDenied(words, at),
    });
  });
  return turns;
}

/** "Low" of "low-diversity". */
const NONE: readonly Pole[] = [];

function polesOfParts(word: Word): readonly Pole[] {
  if (word.parts.length < 2) return NONE;
  const stems = word.stems.slice(1);
  return [...new Set([...word.parts, ...stems].flatMap((part) => [...polesOf(part, part)]))];
}

function stemOf(word: Word): string {
  const regular = scaleWord(word.lower);
  return regular === word.lower ? (word.stems[0] ?? word.lower) : stemmer(regular);
}

function textOf(words: readonly Word[], at: number, length: number): string {
  return words
    .slice(at, at + length)
    .map(({ text }) => text)
    .join(' ');
}

function phraseAt(
  words: readonly Word[],
  at: number,
): { readonly as: string; readonly words: number } | null {
  if (!BEGINS_PHRASE.test(words[at]?.lower ?? '')) return null;
  const text = words
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ');
  for (const [pattern, as, length] of PHRASES) if (pattern.test(text)) return { as, words: length };
  return null;
}

/** "Reduces latency": the end of the scale of speed that it means. */
function measured(words: readonly Word[], at: number, length: number, poles: readonly Pole[]): Pole[] {
  const graded = poles.find((pole) => pole.graded);
  if (graded === undefined) return [];
  for (let i = at + length; i < Math.min(words.length, at + length + BEHIND); i += 1) {
    const word = words[i];
    if (word === undefined || word.opensClause || /^(?:and|while|but|than|by|over)$/u.test(word.lower)) break;
    const measure = MEASURES[word.lower.replace(/s$/u, '')];
    if (measure === undefined) continue;
    return polesOf(measure[0]).map((pole) => ({
      ...pole,
      sign: graded.sign * measure[1] * pole.sign > 0 ? 1 : -1,
    }));
  }
  return [];
}

function isDenied(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i -= 1) {
    const word = words[i];
    if (word === undefined || words[i + 1]?.opensClause) break;
    if (DENYING.has(word.lower) && !(word.lower === 'not' && words[i + 1]?.lower === 'only')) return true;
  }
  return false;
}

/** Content words near a word of a scale, to the ends of its clause; other words of scales are no objects. */
function objectsAround(
  words: readonly Word[],
  at: number,
  length: number,
): { readonly objects: ReadonlySet<string>; readonly main: string | null } {
  const objects = new Set<string>();
  const take = (word: Word): string | null => {
    const own = word.stems.filter((stem) => SAID_OF_ANYTHING.has(stem) || !isFraming(stem));
    if (word.poles.length > 0) return null;
    for (const stem of own) objects.add(stem);
    return own[0] ?? null;
  };
  const own = words[at];
  let main: string | null = null;
  // "Low-diversity" says it of the other part.
  if (own !== undefined && own.parts.length > 1)
    for (const [i, part] of own.parts.entries()) {
      const stem = own.stems.slice(1)[i];
      if (stem === undefined || polesOf(part, stem).length > 0) continue;
      objects.add(stem);
      main ??= stem;
    }
  if (main !== null) return { objects, main };
  for (let i = at - 1; i >= Math.max(0, at - BEFORE); i -= 1) {
    const word = words[i];
    if (word === undefined || words[i + 1]?.opensClause) break;
    take(word);
  }
  for (let i = at + length; i < Math.min(words.length, at + length + BEHIND); i += 1) {
    const word = words[i];
    if (word === undefined || word.opensClause) break;
    main ??= take(word);
  }
  for (let i = at + length; i < Math.min(words.length, at + length + BEHIND); i += 1) {
    const word = words[i];
    if (word === undefined || word.opensClause) break;
    take(word);
  }
  return { objects, main };
}
