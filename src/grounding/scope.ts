import { boundFaults } from './bounds.ts';
import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { ReadText } from './read-text.ts';
import {
  BEATS,
  CONDITIONS,
  DENIAL,
  KEPT_CONDITIONS,
  KEPT_LIMITS,
  LIMITS,
  LOSES,
  NEARLY_BEATS,
  NEARS,
  NONE,
  NOT_ALL,
  NOT_NECESSARILY,
  SOME,
  TENTATIVE,
  UNIVERSAL,
  UNRESERVED,
  WEIGHTY_LIMITS,
} from './scope-words.ts';

/** A claim that is told with less reserve than its quotes: all of some, always of often, exactly of about. */
export function scopeFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const quoted = cited.quoted;
  const found = [
    ...unreserved(claim, quoted),
    ...stronger(claim, quoted),
    ...tentative(claim, quoted),
    ...unlimited(claim, quoted),
    ...superlatives(claim, quoted),
    ...boundFaults(claim, quoted),
  ];
  const faults = new Map<string, Fault>();
  for (const { word, isFatal } of found) {
    const key = word.trim().toLowerCase();
    const objection = { kind: 'scope', word: word.trim() } as const;
    if (isFatal || !faults.has(key)) faults.set(key, isFatal ? fatal(objection) : doubtful(objection));
  }
  return [...faults.values()];
}

export interface Excess {
  readonly word: string;
  readonly isFatal: boolean;
}

function unreserved(claim: ReadText, quoted: ReadText): Excess[] {
  return UNRESERVED.flatMap(({ says, needs, universal }) =>
    [...claim.text.matchAll(says)]
      // "Without any", "never sold any": the denial is looked up as one.
      .filter((match) => !(match[0].toLowerCase() === 'any' && isDenied(claim.text, match.index)))
      // "Only 1.5%", "only a little" belittle; they leave nothing out.
      .filter((match) => !isBelittling(match, claim.text))
      .filter(({ 0: word }) => !needs.test(quoted.text) && !hasWord(quoted, word))
      .map((match) => ({ word: match[0], isFatal: universal && isLimited(match, claim, quoted) })),
  );
}

function isBelittling(match: RegExpExecArray, text: string): boolean {
  const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 14);
  return (
    /^only$/i.test(match[0]) &&
    /^\s(?:by |about |~)?(?:\d|a (?:little|few|small|minor|modest)|slight|minor|modest|marginal|small)/i.test(
      behind,
    )
  );
}

function isDenied(text: string, at: number): boolean {
  return /\b(?:no|not|never|without|nor|hardly|cannot|n't)\b[^.;:]{0,40}$/i.test(text.slice(0, at));
}

/** "All tasks" where "most tasks" is quoted: a noun behind the word stands behind a limit in the quotes. */
function isLimited(match: RegExpExecArray, claim: ReadText, quoted: ReadText): boolean {
  const behind = claim
    .words()
    .filter(({ start }) => start > match.index)
    .slice(0, 5)
    .flatMap(({ stems }) => [...stems]);
  const places = [...quoted.text.matchAll(LIMITS)].map(({ index }) => index);
  if (/case/i.test(match[0])) return places.length > 0;
  const words = quoted.words();
  return places.some((at) =>
    words
      .filter(({ start }) => start >= at)
      .slice(0, 6)
      .some(({ stems }) => stems.some((stem) => behind.includes(stem))),
  );
}

/** Beating what is only nearly reached; none of what is not all; always of what holds on a condition. */
function stronger(claim: ReadText, quoted: ReadText): Excess[] {
  const found: Excess[] = [];
  const beats = BEATS.exec(claim.text)?.[0];
  if (beats !== undefined && !BEATS.test(quoted.text) && NEARS.test(quoted.text))
    found.push({ word: beats, isFatal: true });
  const loses = LOSES.exec(claim.text)?.[0];
  if (loses !== undefined && !LOSES.test(quoted.text) && NEARS.test(quoted.text) && !BEATS.test(quoted.text))
    found.push({ word: loses, isFatal: true });
  if (beats !== undefined && NEARLY_BEATS.test(quoted.text) && !NEARS.test(claim.text))
    found.push({ word: beats, isFatal: true });
  const none = NONE.exec(claim.text)?.[0];
  if (none !== undefined && NOT_ALL.test(quoted.text) && !NOT_ALL.test(claim.text))
    found.push({ word: none, isFatal: true });
  // "Does lead to" of what does not necessarily lead there.
  const notAll = NOT_NECESSARILY.exec(quoted.text);
  if (notAll !== null && !DENIAL.test(claim.text) && saysNext(notAll, claim, quoted))
    found.push({ word: notAll[0], isFatal: true });
  if (none !== undefined && SOME.test(quoted.text) && !NONE.test(quoted.text))
    found.push({ word: none, isFatal: isLimitedSome(claim, quoted) });
  const condition = CONDITIONS.exec(quoted.text);
  if (
    condition !== null &&
    !KEPT_CONDITIONS.test(claim.text) &&
    sharesSentence(condition.index, claim, quoted)
  )
    found.push({ word: condition[0], isFatal: false });
  return found;
}

/** "No features" where "some features" is quoted. */
function isLimitedSome(claim: ReadText, quoted: ReadText): boolean {
  const behind = (read: ReadText, pattern: RegExp): Set<string> => {
    const at = pattern.exec(read.text)?.index ?? 0;
    return new Set(
      read
        .words()
        .filter(({ start }) => start > at)
        .slice(0, 2)
        .flatMap(({ stems }) => [...stems]),
    );
  };
  const own = behind(claim, NONE);
  return [...behind(quoted, SOME)].some((stem) => own.has(stem));
}

/** "Is" of what may be, "shows" of what is suggested. */
function tentative(claim: ReadText, quoted: ReadText): Excess[] {
  return TENTATIVE.flatMap(({ quoted: hedge, kept }) =>
    kept.test(claim.text)
      ? []
      : [...quoted.text.matchAll(hedge)]
          .filter(({ index }) => isNear(index, claim, quoted))
          .map((match) => ({ word: match[0], isFatal: false })),
  );
}

/** All of what is quoted of some, or simply what is quoted of most. */
function unlimited(claim: ReadText, quoted: ReadText): Excess[] {
  const universal = [...claim.text.matchAll(UNIVERSAL)].some(
    ({ 0: word, index }) => !/^(?:no|none|any)$/i.test(word) && !isDenied(claim.text, index),
  );
  const limits = universal ? LIMITS : WEIGHTY_LIMITS;
  if (KEPT_LIMITS.test(claim.text)) return [];
  return [...quoted.text.matchAll(limits)]
    .filter(({ 0: word }) => /^[a-z]/u.test(word) && !/^(?:one|two|three|four|five|six|low-)/i.test(word))
    .filter(({ 0: word, index }) => !hasWord(claim, word) && isNear(index, claim, quoted))
    .map((match) => ({ word: match[0], isFatal: false }));
}

function hasWord({ text }: ReadText, word: string): boolean {
  return text.toLowerCase().includes(word.trim().toLowerCase());
}

/** The claim says the word right behind what was found in the quotes. */
function saysNext(found: RegExpExecArray, claim: ReadText, quoted: ReadText): boolean {
  const end = found.index + found[0].length;
  const next = quoted.words().find(({ start, stems }) => start >= end && stems.length > 0);
  return next?.stems.some((stem) => claim.vocabulary().stems.has(stem)) ?? false;
}

/** Two of the content words of the sentence around a place in the quotes are the claim's as well. */
function sharesSentence(at: number, claim: ReadText, quoted: ReadText): boolean {
  const words = quoted.words();
  const place = words.findLastIndex(({ start, opensSentence }) => opensSentence && start <= at);
  const rest = words.slice(place + 1);
  const end = rest.findIndex(({ opensSentence }) => opensSentence);
  const said = claim.vocabulary().stems;
  const sentence = words.slice(place, end < 0 ? undefined : place + 1 + end);
  return sentence.filter(({ stems }) => stems.some((stem) => said.has(stem))).length >= 2;
}

/** Two of the content words behind a place in the quotes, within its sentence, are the claim's as well. */
function isNear(at: number, claim: ReadText, quoted: ReadText): boolean {
  const said = claim.vocabulary().stems;
  let shared = 0;
  let seen = 0;
  for (const word of quoted.words()) {
    if (word.start <= at) continue;
    if (seen >= 8 || (seen > 0 && word.opensSentence)) break;
    if (word.stems.length === 0) continue;
    seen += 1;
    if (word.stems.some((stem) => said.has(stem))) shared += 1;
  }
  return shared >= 2;
}

const NO_SUPERLATIVES: ReadonlySet<string> = new Set(
  'forest interest honest modest request nearest digest harvest invest suggest contest protest quest manifest earnest'.split(
    ' ',
  ),
);

/** "Fastest" where only "faster" is quoted. */
function superlatives(claim: ReadText, quoted: ReadText): Excess[] {
  let said: ReadonlySet<string> | null = null;
  return claim.words().flatMap(({ lower, text }) => {
    const base = lower.endsWith('est') ? /^([a-z]{3,}?)i?est$/.exec(lower)?.[1] : undefined;
    if (base === undefined || NO_SUPERLATIVES.has(lower)) return [];
    said ??= new Set(quoted.words().map((word) => word.lower));
    if (said.has(lower)) return [];
    return said.has(`${base}er`) || said.has(`${base}ier`) ? [{ word: text, isFatal: false }] : [];
  });
}
