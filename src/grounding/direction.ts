import { stemmer } from 'stemmer';
import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { type Pole, polesOf } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import { isFraming } from './synonyms.ts';
import type { Word } from './words.ts';

/** A word that names an end of a scale, with what it is said of. */
interface Turn {
  readonly text: string;
  readonly stem: string;
  readonly poles: readonly Pole[];
  /** Stems of the words near it, within its clause. */
  readonly objects: ReadonlySet<string>;
  /** The nearest of them behind it, which it says most of. */
  readonly main: string | null;
  /** Something before it denies it, which turns it round. */
  readonly denied: boolean;
  readonly at: number;
}

const BEFORE = 3;
const BEHIND = 4;
/** Phrases that stand for a word of a scale. */
const PHRASES: readonly (readonly [pattern: RegExp, as: string, words: number])[] = [
  [/^(?:at|with) the (?:cost|expense|price) of$/u, 'degrade', 4],
  [/^(?:giving|gives|give|gave) up\b/u, 'lose', 2],
  [/^(?:falls?|fell|falling) (?:short|behind)\b/u, 'underperform', 2],
  [/^(?:speeds?|speeding|sped) up\b/u, 'faster', 2],
  [/^(?:slows?|slowing|slowed) down\b/u, 'slower', 2],
  [/^(?:goes|go|going|went) up\b/u, 'increase', 2],
  [/^(?:goes|go|going|went) down\b/u, 'decrease', 2],
];
const DENYING = new Set(
  `no not never neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't fails fail hardly avoid avoids avoiding
  prevent prevents preventing mitigate mitigates mitigating alleviate alleviates alleviating reduce reduces reducing overcome address`.split(
    /\s+/u,
  ),
);

/**
 * Where a claim says "lower" of what is quoted as higher. Ends of one scale are held against each other only where both texts say them
 * of the same thing: fatal where nothing speaks for the claim's word; doubtful where what they are said of differs, since
 * "reduces error" may tell a higher accuracy.
 */
export function directionFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const own = turnsIn(claim.words());
  const quoted = turnsIn(cited.quoted.words());
  const faults = new Map<string, Fault>();
  for (const turn of own) {
    const free = quoted.filter((other) => !isAnsweredFor(other, turn, own));
    const fault = faultOf(turn, free);
    if (fault !== null && (fault.fatal || !faults.has(turn.text))) faults.set(turn.text, fault);
  }
  return [...faults.values()];
}

/** Another word of the claim is the quoted one itself, and is said of the same thing at least as well. */
function isAnsweredFor(quoted: Turn, turn: Turn, own: readonly Turn[]): boolean {
  if (isOneWord(quoted, turn)) return false;
  const shared = common(quoted.objects, turn.objects);
  return own.some(
    (other) =>
      other !== turn && other.stem === quoted.stem && common(quoted.objects, other.objects) >= shared,
  );
}

/** "Few" and "fewer", "fast" and "faster". */
function isOneWord(a: Turn, b: Turn): boolean {
  return a.stem.startsWith(b.stem) || b.stem.startsWith(a.stem);
}

function faultOf(turn: Turn, quoted: readonly Turn[]): Fault | null {
  const along = quoted.filter((other) => relation(turn, other) === 1);
  const against = quoted.filter((other) => relation(turn, other) === -1);
  if (against.length === 0) return null;
  // "Teacher" and "student" in both texts: whether they changed places is looked up where places are.
  if (along.some((other) => isOneWord(other, turn)) && !turn.poles.some(({ graded }) => graded)) return null;
  const pro = Math.max(0, ...along.map((other) => common(turn.objects, other.objects)));
  const contra = Math.max(...against.map((other) => common(turn.objects, other.objects)));
  const worst = against.find((other) => common(turn.objects, other.objects) === contra) ?? turn;
  const objection = { kind: 'direction', claimed: turn.text, quoted: worst.text } as const;
  if (along.length === 0 && contra === 0)
    return turn.poles.some(({ graded }) => graded) && isComparing(turn.text) ? doubtful(objection) : null;
  if (contra <= pro) return null;
  const isSure =
    contra >= 2 * pro &&
    (contra >= 2 || (turn.main === worst.main && turn.main !== null) || turn.main === null);
  return isSure ? fatal(objection) : doubtful(objection);
}

/** 1: both are the same end of a scale; -1: opposite ends of one and the same end of none; 0: they have nothing to do with each other. */
function relation(a: Turn, b: Turn): -1 | 0 | 1 {
  let opposite = false;
  for (const own of a.poles)
    for (const other of b.poles) {
      if (own.scale !== other.scale) continue;
      const sign = own.sign * other.sign * (a.denied === b.denied ? 1 : -1);
      if (sign === 1) return 1;
      opposite = true;
    }
  return opposite ? -1 : 0;
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const stem of a) if (b.has(stem)) count += 1;
  return count;
}

/** "Large" and "high" also are parts of terms ("large language model"); comparatives and verbs say which way something goes. */
function isComparing(word: string): boolean {
  return !/^(?:large|small|high|low|long|short|strong|weak|hard|easy|deep|wide|broad|great|big|few|fast|slow|early|late|more|most|less|before|after|good|support|prevent|add|simple|above|below|increase|gain|benefit|help|avoid|cause|save)$/iu.test(
    word,
  );
}

function turnsIn(words: readonly Word[]): Turn[] {
  const turns: Turn[] = [];
  words.forEach((word, at) => {
    const phrase = phraseAt(words, at);
    const candidates =
      phrase === null ? [word.lower, ...(word.parts.length > 1 ? word.parts : [])] : [phrase.as];
    const poles = candidates.flatMap((candidate) => [...polesOf(candidate)]);
    if (poles.length === 0) return;
    const length = phrase?.words ?? 1;
    turns.push({
      text:
        phrase === null
          ? word.text
          : words
              .slice(at, at + length)
              .map(({ text }) => text)
              .join(' '),
      stem: stemmer(phrase?.as ?? word.lower),
      poles,
      ...objectsAround(words, at, length),
      denied: isDenied(words, at),
      at,
    });
  });
  return turns;
}

function phraseAt(
  words: readonly Word[],
  at: number,
): { readonly as: string; readonly words: number } | null {
  const text = words
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ');
  for (const [pattern, as, length] of PHRASES) if (pattern.test(text)) return { as, words: length };
  return null;
}

function isDenied(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i -= 1) {
    const word = words[i];
    if (word === undefined) break;
    if (DENYING.has(word.lower) && !(word.lower === 'not' && words[i + 1]?.lower === 'only')) return true;
    if (words[i + 1]?.opensClause) break;
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
  const take = (word: Word | undefined): boolean => {
    if (word === undefined) return false;
    for (const stem of word.stems)
      if (!isFraming(stem) && polesOf(word.lower).length === 0) objects.add(stem);
    return true;
  };
  const own = words[at];
  // "High-resolution" and "low-rank" say it of the other part.
  if (own !== undefined && own.parts.length > 1)
    for (const [i, part] of own.parts.entries())
      if (polesOf(part).length === 0)
        take({ ...own, lower: part, stems: own.stems.slice(1).filter((_, place) => place === i) });
  for (let i = at - 1; i >= Math.max(0, at - BEFORE); i -= 1) {
    if (words[i + 1]?.opensClause) break;
    if (!take(words[i])) break;
  }
  let main: string | null = null;
  for (let i = at + length; i < Math.min(words.length, at + length + BEHIND); i += 1) {
    const word = words[i];
    if (word === undefined || word.opensClause) break;
    take(word);
    main ??= word.stems.find((stem) => objects.has(stem)) ?? null;
  }
  return { objects, main };
}
