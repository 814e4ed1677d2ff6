import type { CitedTexts, ReadText } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { Word } from './words.ts';

/** A denial in a text: the word that denies, and the stems of what it denies. */
interface Denial {
  readonly word: string;
  /** Content stems it reaches, nearest first; what stands right behind it counts most. */
  readonly focus: readonly (readonly string[])[];
}

/** How many content words a denial reaches. */
const REACH = 4;

const ALONE: ReadonlySet<string> = new Set(
  `no not never neither nor none nothing without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't shouldn't
  couldn't hasn't haven't hadn't fail fails failed failing unable lack lacks lacking lacked impossible hardly rarely seldom barely
  scarcely absent absence inability incapable infeasible`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
/** Behind these the denial is none: "not only", "no less than", "not necessarily" says less than "not". */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  'only',
  'just',
  'merely',
  'necessarily',
  'solely',
  'least',
  'simply',
]);
/** Words that also keep a statement from affirming what follows, without denying it outright. */
const SOFT = new Set(
  `avoid avoids avoided avoiding eliminate eliminates eliminating remove removes removing removed removal prevent prevents preventing replace
  replaces replacing replaced discard discards drop drops skip skips bypass bypasses omit omits obviate forgo free unlike less fewer little few
  reduce reduces reducing reduced minimize mitigate mitigates alleviate alleviates overcome overcomes limited limit limits difficult
  struggle struggles suffer suffers hinder problem only previous existing prior earlier traditional conventional compared than over versus
  against instead unlike neither lose loses losing lost sacrifice sacrificing minimal negligible despite although though however avoidance
  overlook overlooks neglect neglects ignore ignores hard harder insufficient inadequate unnecessary needless spare spares sparing
  simulation-free dispense rid exempt zero`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
/** Words at which the reach of a denial ends. */
const ENDING: ReadonlySet<string> = new Set(
  'but while whereas although though however because since unless when if by through via which who that where and'.split(
    ' ',
  ),
);

/**
 * Where a claim denies what its quotes affirm, or affirms what they deny. Denied words are looked up where the other text has them:
 * a denial of something else sinks nothing.
 */
export function negationFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const [own, quoted] = [claim.words(), cited.quoted.words()];
  const [denials, quotedDenials] = [denialsIn(own), denialsIn(quoted)];
  return [
    ...denials.flatMap((denial) => denied(denial, quoted, quotedDenials)),
    ...quotedDenials.flatMap((denial) => affirmed(denial, own, denials)),
    ...prefixFaults(own, quoted),
  ];
}

/** The claim denies something. */
function denied(denial: Denial, quoted: readonly Word[], quotedDenials: readonly Denial[]): Fault[] {
  const objection = { kind: 'negation', word: denial.word } as const;
  const focus = denial.focus;
  const isDenied = quotedDenials.some((other) => overlap(focus, other.focus) > 0);
  if (isDenied) return [];
  const places = focus.map((stems) => wordsWith(quoted, stems));
  const found = places.filter((place) => place.length > 0);
  if (found.length === 0) return [doubtful(objection)];
  const affirmedPlaces = places.filter((place) => place.some(({ soft }) => !soft)).length;
  const isAffirmed =
    places[0] !== undefined && places[0].length > 0 && affirmedPlaces * 3 >= focus.length * 2;
  return isAffirmed && !found.some((place) => place.some(({ soft }) => soft))
    ? [fatal(objection)]
    : [doubtful(objection)];
}

/** The quotes deny something that the claim speaks of. */
function affirmed(denial: Denial, own: readonly Word[], denials: readonly Denial[]): Fault[] {
  const places = denial.focus.map((stems) => wordsWith(own, stems));
  const reached = places.filter((place) => place.length > 0);
  if (reached.length === 0 || denials.some((other) => overlap(denial.focus, other.focus) > 0)) return [];
  if (reached.some((place) => place.every(({ soft }) => soft))) return [];
  const objection = { kind: 'negation', word: denial.word } as const;
  const isWhole = (places[0]?.length ?? 0) > 0 && reached.length * 3 >= denial.focus.length * 2;
  return [isWhole ? fatal(objection) : doubtful(objection)];
}

function denialsIn(words: readonly Word[]): Denial[] {
  const denials: Denial[] = [];
  words.forEach((word, at) => {
    const next = words[at + 1]?.lower ?? '';
    const phrase = `${word.lower} ${next}`;
    const isTwoWords = phrase === 'rather than' || phrase === 'instead of' || phrase === 'far from';
    if (isTwoWords || (ALONE.has(word.lower) && !TAKEN_BACK.has(next)))
      denials.push({ word: isTwoWords ? phrase : word.text, focus: reachOf(words, at + 1) });
    const [first, last] = [word.parts[0] ?? '', word.parts.at(-1) ?? ''];
    // "Non-convex" and "training-free" deny the word they are joined to.
    if (word.parts.length > 1 && (first === 'non' || first === 'not'))
      denials.push({ word: word.text, focus: [word.stems.slice(1).filter((stem) => stem !== first)] });
    if (word.parts.length > 1 && (last === 'free' || last === 'less' || last === 'agnostic'))
      denials.push({ word: word.text, focus: [word.stems.slice(1, -1)] });
  });
  return denials.filter(({ focus }) => focus.some((stems) => stems.length > 0));
}

function reachOf(words: readonly Word[], from: number): string[][] {
  const focus: string[][] = [];
  for (let i = from; i < words.length && focus.length < REACH; i += 1) {
    const word = words[i];
    if (word === undefined || (i > from && word.opensClause) || word.opensSentence) break;
    if (ENDING.has(word.lower) && focus.length > 0) break;
    if (word.stems.length > 0) focus.push([...word.stems]);
  }
  return focus;
}

/** How many words of one focus the other has. */
function overlap(a: Denial['focus'], b: Denial['focus']): number {
  return a.filter((stems) => b.some((other) => stems.some((stem) => other.includes(stem)))).length;
}

/** Where a text has one of the stems, and whether something near it keeps it from being affirmed. */
function wordsWith(words: readonly Word[], stems: readonly string[]): { readonly soft: boolean }[] {
  return words.flatMap((word, at) => {
    if (!word.stems.some((stem) => stems.includes(stem))) return [];
    let soft = word.parts.some((part) => SOFT.has(part));
    for (let i = at - 1; i >= Math.max(0, at - 6) && !soft; i -= 1) {
      soft = SOFT.has(words[i]?.lower ?? '');
      if (words[i]?.opensSentence) break;
    }
    return [{ soft }];
  });
}

const PREFIXED = /^(?:un|in|im|ir|non|dis)-?(\p{L}{4,})$/u;
/** Words that only look as if a prefix denied the rest. */
const NO_PREFIX =
  /^(?:inform|improv|increas|input|instan|interest|inver|invari|includ|incorpor|inten|individ|induc|infer|inter|intro|intri|invest|involv|impos|impact|impli|import|impress|implement|display|distanc|distrib|distil|discov|discuss|discrimin|distinc|distingu|union|under|unif|uniq|unit|univers|indic|index|initial|inner|innov|insert|insid|inspir|instruct|integr|intuit|image|imag|disent|irrit|until|unti|dispar|disc|insight|impair|immed|immun|imit|incent|inject|inpaint|inflam|infra|ingest|inherit|inhibit|unfold|unveil|unlock|unleash|uncover|discourse|disrupt|dispatch|distort)/u;

/** "Unstable" where "stable" is quoted, or the reverse, and the word itself is not. */
function prefixFaults(own: readonly Word[], quoted: readonly Word[]): Fault[] {
  return [...prefixConflicts(own, quoted), ...prefixConflicts(quoted, own)];
}

function prefixConflicts(denying: readonly Word[], affirming: readonly Word[]): Fault[] {
  return denying.flatMap((word, at) => {
    const base = NO_PREFIX.test(word.lower) ? undefined : PREFIXED.exec(word.lower)?.[1];
    if (base === undefined) return [];
    const isThere = affirming.some(
      ({ lower, stems }) => lower === word.lower || stems.some((stem) => word.stems[0] === stem),
    );
    if (isThere) return [];
    const place = affirming.findIndex(({ lower }) => sameBase(lower, base));
    if (place < 0) return [];
    const objection = { kind: 'negation', word: word.text } as const;
    return [shareNeighbours(denying, at, affirming, place) ? fatal(objection) : doubtful(objection)];
  });
}

function sameBase(word: string, base: string): boolean {
  const short = Math.min(word.length, base.length);
  return (
    short >= 4 &&
    Math.abs(word.length - base.length) <= 3 &&
    word.slice(0, short - 1) === base.slice(0, short - 1)
  );
}

function shareNeighbours(a: readonly Word[], at: number, b: readonly Word[], place: number): boolean {
  const near = (words: readonly Word[], middle: number): string[] =>
    words
      .slice(Math.max(0, middle - 3), middle + 4)
      .flatMap(({ stems }, i) => (Math.max(0, middle - 3) + i === middle ? [] : [...stems]));
  const others = new Set(near(b, place));
  return near(a, at).some((stem) => others.has(stem));
}
