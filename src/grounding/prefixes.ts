import { doubtful, type Fault, fatal } from './fault.ts';
import type { Word } from './words.ts';

const PREFIXED = /^(?:un|in|im|ir|non|dis)-?([a-z]{4,})$/;
/** Words that only look as if a prefix denied the rest. */
const NO_PREFIX =
  /^(?:inform(?!al)|improv|increas|input|instan|interest|inver|invari|includ|incorpor|inten|individ|induc|infer|inter|intro|intri|invest|involv|impos|impact|impli|import|impress|implement|display|distanc|distrib|distil|discov|discuss|discrimin|distinc|distingu|union|under|unif|uniq|unit|univers|indic|index|initial|inner|innov|insert|insid|inspir|instruct|integr|intuit|image|imag|disent|irrit|until|unti|dispar|disc|insight|impair|immed|immun|imit|incent|inject|inpaint|inflam|infra|ingest|inherit|inhibit|unfold|unveil|unlock|unleash|uncover|discourse|disrupt|dispatch|distort)/u;
const NEIGHBOURS = 3;

/** What a word denies by its prefix: "relevant" of "irrelevant"; null when it denies nothing. */
export function deniedBase(word: string): string | null {
  return NO_PREFIX.test(word) ? null : (PREFIXED.exec(word)?.[1] ?? null);
}

/** "Unstable" where "stable" is quoted, or the reverse, and the other text does not have the word itself. */
export function prefixFaults(own: readonly Word[], quoted: readonly Word[]): Fault[] {
  return [...conflicts(own, quoted), ...conflicts(quoted, own)];
}

function conflicts(denying: readonly Word[], affirming: readonly Word[]): Fault[] {
  return denying.flatMap((word, at) => {
    const base = deniedBase(word.lower);
    if (base === null) return [];
    if (affirming.some(({ lower, stems }) => lower === word.lower || stems[0] === word.stems[0])) return [];
    const place = affirming.findIndex(({ lower }) => hasBase(lower, base));
    if (place < 0) return [];
    const objection = { kind: 'negation', word: word.text } as const;
    return [shareNeighbours(denying, at, affirming, place) ? fatal(objection) : doubtful(objection)];
  });
}

function hasBase(word: string, base: string): boolean {
  const short = Math.min(word.length, base.length);
  return (
    short >= 4 &&
    Math.abs(word.length - base.length) <= 3 &&
    word.slice(0, short - 1) === base.slice(0, short - 1)
  );
}

function shareNeighbours(a: readonly Word[], at: number, b: readonly Word[], place: number): boolean {
  const others = new Set(neighbours(b, place));
  return neighbours(a, at).some((stem) => others.has(stem));
}

function neighbours(words: readonly Word[], middle: number): string[] {
  const before = words.slice(Math.max(0, middle - NEIGHBOURS), middle);
  const behind = words.slice(middle + 1, middle + 1 + NEIGHBOURS);
  return [...before, ...behind].flatMap(({ stems }) => [...stems]);
}
