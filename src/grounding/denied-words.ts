import { stemmer } from 'stemmer';
import { deniedBase } from './prefixes.ts';
import type { Word } from './words.ts';

/** A denial in a text: the word that denies, and what it denies. */
export interface Denial {
  readonly word: string;
  /** "Rather than" and "instead of" set one thing against another. */
  readonly contrasts: boolean;
  /** Stems of the content words that it reaches, nearest first. */
  readonly focus: readonly (readonly string[])[];
  /** Said within one word ("irrelevant"): it answers for a denial in the other text and makes none itself. */
  readonly weak: boolean;
  /** Stems of the content words right before it, of which a verb is denied. */
  readonly subject: readonly (readonly string[])[];
}

/** How many content words a denial reaches, and how many before it are what it is said of. */
const REACH = 4;
/** "No" and "lack" reach to the end of what they deny the being of. */
const LONG_REACH = 7;
const EXISTENCE = /^(?:no|none|neither|lack[a-z]*|absence|nothing)$/u;
const SUBJECT = 3;

const ALONE: ReadonlySet<string> = new Set(
  `no not never neither nor none nothing without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't shouldn't
  couldn't hasn't haven't hadn't fail fails failed failing unable lack lacks lacking lacked impossible hardly rarely seldom barely
  scarcely absent absence inability incapable infeasible`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
/** Behind these the denial is none: "not only", "no less than"; "not necessarily" says less than "not". */
const TAKEN_BACK: ReadonlySet<string> = new Set(
  'only just merely necessarily solely least simply less all every always'.split(' '),
);
/** Denied themselves, these affirm: "does not fail to". */
const VERBAL = /^(?:not|never|cannot|fail[a-z]*|hardly|rarely|seldom|barely|scarcely)$|n't$/u;
const INNER: ReadonlySet<string> = new Set(
  'fail fails failed failing lack lacks lacking unable impossible incapable infeasible'.split(' '),
);
const RELATIVE = /^(?:which|that|who|where)$/u;
/** Words at which the reach of a denial ends. */
const ENDING: ReadonlySet<string> = new Set(
  'but while whereas although though however because since unless when if by through via which who that where and'.split(
    ' ',
  ),
);

export function denialsIn(words: readonly Word[]): Denial[] {
  const denials: Denial[] = [];
  const cancelled = new Set<number>();
  words.forEach((word, at) => {
    if (cancelled.has(at)) return;
    const next = words[at + 1]?.lower ?? '';
    const phrase = `${word.lower} ${next}`;
    const contrasts = phrase === 'rather than' || phrase === 'instead of';
    const isAlone = ALONE.has(word.lower) && !TAKEN_BACK.has(next);
    if (contrasts || isAlone || DENYING_PHRASE.test(phrase)) {
      const inner = [at + 1, at + 2].find(
        (place) => INNER.has(words[place]?.lower ?? '') && !words[place]?.opensClause,
      );
      if (inner !== undefined && !contrasts) {
        cancelled.add(inner);
        return;
      }
      const from = at + (contrasts ? 2 : 1);
      const said = {
        word: contrasts ? phrase : word.text,
        contrasts,
        weak: false,
        // "Without" and "rather than" deny nothing of what stands before them.
        subject: VERBAL.test(word.lower) ? subjectOf(words, at) : [],
      };
      const reach = reachOf(words, from, EXISTENCE.test(word.lower));
      // "Without them" denies what was named before; which of it, is anyone's guess.
      if (reach.length === 0 && PRONOUN.test(words[from]?.lower ?? ''))
        denials.push({ ...said, weak: true, focus: named(words.slice(0, at)) });
      for (const focus of [reach, ...listBehind(words, from)]) denials.push({ ...said, focus });
    }
    const ruledOut = /^rul(?:e|es|ed|ing)$/u.test(word.lower) && next === 'out';
    if (ruledOut) {
      const [focus, subject] = [reachOf(words, at + 2), subjectOf(words, at)];
      denials.push({
        word: phrase,
        contrasts: false,
        weak: false,
        focus: focus.length > 0 ? focus : subject,
        subject,
      });
    }
    denials.push(...joinedDenials(word));
    const base = deniedBase(word.lower);
    if (base !== null)
      denials.push({
        word: word.text,
        contrasts: false,
        weak: true,
        focus: [[...word.stems, stemmer(base)], ...reachOf(words, at + 1)],
        subject: subjectOf(words, at),
      });
  });
  return denials.filter(({ focus }) => focus.some((stems) => stems.length > 0));
}

/** "Far from solved", "struggles to capture". */
const DENYING_PHRASE = /^(?:far from|struggl[a-z]* to)$/u;
const PRONOUN = /^(?:it|them|this|that|these|those|any|either|so)$/u;

function named(words: readonly Word[]): string[][] {
  return words.flatMap(({ stems }) => (stems.length > 0 ? [[...stems]] : []));
}

/** "Non-convex" and "training-free" deny the word they are joined to. */
function joinedDenials(word: Word): Denial[] {
  const [first, last] = [word.parts[0] ?? '', word.parts.at(-1) ?? ''];
  if (word.parts.length < 2) return [];
  const denial = (stems: readonly string[]): Denial => ({
    word: word.text,
    contrasts: false,
    weak: false,
    focus: [stems],
    subject: [],
  });
  if (first === 'non' || first === 'not')
    return [denial(word.stems.slice(1).filter((stem) => stem !== first))];
  return last === 'free' || last === 'less' || last === 'agnostic' ? [denial(word.stems.slice(1, -1))] : [];
}

function reachOf(words: readonly Word[], from: number, isLong = false): string[][] {
  const focus: string[][] = [];
  for (let i = from; i < words.length && focus.length < (isLong ? LONG_REACH : REACH); i += 1) {
    const word = words[i];
    if (word === undefined || (i > from && word.opensClause) || word.opensSentence) break;
    if (ENDING.has(word.lower) && focus.length > 0 && !(isLong && RELATIVE.test(word.lower))) break;
    if (word.stems.length > 0) focus.push([...word.stems]);
  }
  return focus;
}

function subjectOf(words: readonly Word[], at: number): string[][] {
  const subject: string[][] = [];
  for (let i = at - 1; i >= 0 && subject.length < SUBJECT; i -= 1) {
    const word = words[i];
    if (word === undefined || words[i + 1]?.opensClause) break;
    if (word.stems.length > 0) subject.push([...word.stems]);
  }
  return subject;
}

/** Longest member of a list that one denial is of. */
const MEMBER = 3;

/** "No convolutions, recurrence, attention or transformers": the members behind the first, each denied for itself. */
function listBehind(words: readonly Word[], from: number): string[][][] {
  const members: Word[][] = [[]];
  let isList = false;
  for (let i = from; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined || word.opensSentence) break;
    const joins = /^(?:or|nor|and)$/u.test(word.lower);
    if (i > from && word.opensClause && word.gap.trim() !== ',') break;
    if (i > from && (word.gap.trim() === ',' || joins)) members.push([]);
    if (joins) {
      isList = true;
      continue;
    }
    const member = members.at(-1);
    // Behind its last joint a list has one member more.
    if (member === undefined || member.length >= MEMBER) {
      if (!isList) return [];
      break;
    }
    member.push(word);
  }
  if (!isList) return [];
  return members
    .slice(1)
    .map((member) => member.map(({ stems }) => [...stems]).filter((stems) => stems.length > 0))
    .filter((focus) => focus.length > 0);
}
