import type { CitedTexts } from './cited-texts.ts';
import { type Denial, denialsIn } from './denied-words.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { prefixFaults } from './prefixes.ts';
import type { ReadText } from './read-text.ts';
import { isFraming, synonymGroups } from './synonyms.ts';
import type { Word } from './words.ts';

/** Words that keep a statement from affirming what follows, without denying it outright. */
const SOFT: ReadonlySet<string> = new Set(
  `avoid avoids avoided avoiding eliminate eliminates eliminating remove removes removing removed removal prevent prevents preventing replace
  replaces replacing replaced discard discards drop drops skip skips bypass bypasses omit omits obviate forgo free unlike
  reduce reduces reducing reduced minimize mitigate mitigates alleviate alleviates overcome overcomes limited limit limits difficult
  struggle struggles suffer suffers hinder problem previous existing prior earlier traditional conventional compared than over versus
  against instead lose loses losing lost sacrifice sacrificing minimal negligible despite although though however avoidance
  overlook overlooks neglect neglects ignore ignores hard harder insufficient inadequate unnecessary needless spare spares sparing
  dispense rid exempt zero little compromise compromising`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
const SOFT_REACH = 4;

/**
 * Where a claim denies what its quotes affirm, or affirms what they deny. Denied words are looked up where the other text has them:
 * a denial of something else sinks nothing.
 */
export function negationFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const [own, quoted] = [claim.words(), cited.quoted.words()];
  const [denials, quotedDenials] = unshared(denialsIn(own), denialsIn(quoted));
  return [
    ...denials
      .filter(({ weak }) => !weak)
      .flatMap((denial) => denied(denial, { other: quoted, own, otherDenials: quotedDenials })),
    ...quotedDenials
      .filter(({ weak }) => !weak)
      .flatMap((denial) => affirmed(denial, { other: own, own: quoted, otherDenials: denials })),
    ...prefixFaults(own, quoted),
  ];
}

/** "Unvirialized" in both texts answers for no denial. */
function unshared(a: readonly Denial[], b: readonly Denial[]): [Denial[], Denial[]] {
  const without = (own: readonly Denial[], others: readonly Denial[]): Denial[] =>
    own.filter(
      ({ weak, word }) =>
        !weak || !others.some((other) => other.weak && other.word.toLowerCase() === word.toLowerCase()),
    );
  return [without(a, b), without(b, a)];
}

interface Against {
  /** The text that a denial is held against, the text it stands in, and what the other one denies. */
  readonly other: readonly Word[];
  readonly own: readonly Word[];
  readonly otherDenials: readonly Denial[];
}

/** The claim denies something. */
function denied(denial: Denial, against: Against): Fault[] {
  const objection = { kind: 'negation', word: denial.word } as const;
  const same = against.otherDenials.filter((other) => denySame(denial, other));
  if (same.length > 0) return affirmsMore(denial, same, against) ? [doubtful(objection)] : [];
  if (keepsAsItIs(denial, against.other)) return [];
  const places = denial.focus.map((stems) => affirmations(stems, against));
  const first = places[0] ?? [];
  if (denial.contrasts && first.length > 0 && first.every(({ soft }) => soft)) return [];
  const plain = places.filter((place) => place.some(({ soft }) => !soft)).length;
  const isAffirmed = first.some(({ soft }) => !soft) && plain * 3 >= denial.focus.length * 2;
  return [isAffirmed ? fatal(objection) : doubtful(objection)];
}

/** The other text denies part of it, and affirms all of it elsewhere: "some are learned reliably, others are not learned consistently". */
function affirmsMore(denial: Denial, same: readonly Denial[], against: Against): boolean {
  const focus = denial.focus.filter((stems) => stems.length > 0);
  if (focus.length < 3) return false;
  const denied = focus.filter((stems) =>
    same.some((other) => [...other.focus, ...other.subject].some((one) => areAlike(stems, one))),
  );
  const affirmed = focus.filter((stems) => affirmations(stems, against).length > 0);
  return affirmed.length === focus.length && denied.length * 2 <= focus.length;
}

const CHANGING =
  /^(?:chang|alter|affect|impact|influenc|modif|vari|vary|hurt|harm|los|degrad|compromis|sacrific|decreas|reduc|suffer|touch|deterior|impair)/u;
const KEEPING = /^(?:maintain|preserv|keep|kept|retain|unchanged|constant|same|intact|conserv|without)/u;

/** "Without changing the rate" of what is quoted as maintaining it. */
function keepsAsItIs(denial: Denial, other: readonly Word[]): boolean {
  const [verb, ...things] = denial.focus;
  if (verb === undefined || !verb.some((stem) => CHANGING.test(stem))) return false;
  return other.some(
    (word, at) =>
      KEEPING.test(word.lower) &&
      other
        .slice(Math.max(0, at - 3), at + 6)
        .some(
          ({ stems }) =>
            stems.length > 0 && [...things, ...denial.subject].some((thing) => areAlike(thing, stems)),
        ),
  );
}

/** The quotes deny something that the claim speaks of. */
function affirmed(denial: Denial, against: Against): Fault[] {
  if (against.otherDenials.some((other) => denySame(denial, other))) return [];
  // "Other approaches" at the end of a list are any.
  if (denial.focus.every((stems) => stems.every(isFraming))) return [];
  const places = denial.focus.map((stems) => affirmations(stems, against));
  const reached = places.filter((place) => place.length > 0);
  if (reached.length === 0 || reached.some((place) => place.every(({ soft }) => soft))) return [];
  const objection = { kind: 'negation', word: denial.word } as const;
  const isWhole = (places[0]?.length ?? 0) > 0 && reached.length * 3 >= denial.focus.length * 2;
  return [isWhole ? fatal(objection) : doubtful(objection)];
}

/** Both reach one thing, or both are said of it: "data does not suffer", "without compromising data". */
function denySame(a: Denial, b: Denial): boolean {
  const near = (x: Denial['focus'], y: Denial['focus']): boolean =>
    x.some((stems) => y.some((others) => areAlike(stems, others)));
  return near(a.focus, b.focus) || near(a.subject, b.focus) || near(a.focus, b.subject);
}

function areAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.some((stem) =>
    b.some(
      (other) =>
        stem === other ||
        isAgain(stem, other) ||
        isAgain(other, stem) ||
        startsAlike(stem, other) ||
        synonymGroups(stem).some((group) => synonymGroups(other).includes(group)),
    ),
  );
}

/** "Retrain" trains again. */
function isAgain(stem: string, other: string): boolean {
  return stem.length > 5 && stem.startsWith('re') && stem.slice(2) === other;
}

function startsAlike(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a));
}

/** Where the other text says one of the stems, and whether a word near it that is not in both texts keeps it from being affirmed. */
function affirmations(stems: readonly string[], { other, own }: Against): { readonly soft: boolean }[] {
  const shared = new Set(own.flatMap(({ parts }) => parts));
  const isSoft = (part: string): boolean => SOFT.has(part) && !shared.has(part);
  return other.flatMap((word, at) => {
    if (
      !word.stems.some((stem) =>
        stems.some(
          (one) => one === stem || startsAlike(one, stem) || isAgain(one, stem) || isAgain(stem, one),
        ),
      )
    )
      return [];
    let soft = word.parts.some(isSoft);
    for (let i = at - 1; i >= Math.max(0, at - SOFT_REACH) && !soft; i -= 1) {
      soft = isSoft(other[i]?.lower ?? '');
      if (other[i]?.opensSentence) break;
    }
    return [{ soft }];
  });
}
