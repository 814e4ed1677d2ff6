import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { Figure } from './figures.ts';
import { findFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';
import { synonymGroups } from './synonyms.ts';

/**
 * Every figure of a claim must be in its quotes with its unit. Rounded, or only elsewhere in the cited papers, it is doubtful; in none of
 * them it is fatal. A spelled number without a unit ("two methods") may merely count what is named: it is fatal only where
 * the quotes count the same thing otherwise.
 */
export function figureFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const faults = new Map<string, Fault>();
  for (const figure of claim.figures()) {
    const fault = faultOf(figure, claim, cited);
    if (fault !== null && !faults.has(figure.written)) faults.set(figure.written, fault);
  }
  return [...faults.values(), ...unitWordFaults(claim, cited), ...formulaFaults(claim, cited)];
}

/**
 * Where the cited papers have a figure: in what is quoted, elsewhere in abstract or title, only nearly (rounded, or with a unit where
 * they have none), or nowhere.
 */
export function placeOfFigure(
  figure: Figure,
  claim: ReadText,
  cited: CitedTexts,
): 'quoted' | 'elsewhere' | 'nearly' | 'nowhere' {
  const look = (read: ReadText) =>
    findFigure({ figure, text: claim.text }, { text: read.text, figures: read.figures() });
  const quoted = look(cited.quoted);
  if (quoted === 'same' || isPartOfName(figure, claim, cited)) return 'quoted';
  const elsewhere = [look(cited.titles), look(cited.abstracts)];
  if (elsewhere.includes('same')) return 'elsewhere';
  return quoted === 'nearly' || elsewhere.includes('nearly') ? 'nearly' : 'nowhere';
}

function faultOf(figure: Figure, claim: ReadText, cited: CitedTexts): Fault | null {
  const found = placeOfFigure(figure, claim, cited);
  if (found === 'quoted') return countsOther(figure, claim, cited.quoted);
  const objection = { kind: 'figure', figure: figure.written, found } as const;
  if (figure.dimension === '' && isCountedOtherwise(figure, claim, cited.quoted))
    return fatal({ ...objection, found: 'nowhere' });
  if (found !== 'nowhere') return doubtful(objection);
  // "Two methods" of two cited papers counts them.
  if (figure.spelled && figure.dimension === '' && Number(figure.value) === cited.sources.length) return null;
  // "Two" may count what the abstract lists; "twice" and "halves" are measurements.
  return figure.spelled && figure.unit !== 'x' ? doubtful(objection) : fatal(objection);
}

/** "GPT 4" in a claim where the papers write "GPT-4". */
function isPartOfName(figure: Figure, claim: ReadText, cited: CitedTexts): boolean {
  if (figure.dimension !== '') return false;
  const before = /(\p{Lu}[\p{L}\p{N}]*)[\s-]$/u.exec(
    claim.text.slice(Math.max(0, figure.start - 25), figure.start),
  )?.[1];
  if (before === undefined) return false;
  const key = `${before}${figure.value}`.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return cited.quoted.names().has(key) || cited.titles.names().has(key) || cited.abstracts.names().has(key);
}

/** The quotes count what the claim counts, and never as many: "six datasets" where four are quoted. */
function isCountedOtherwise(figure: Figure, claim: ReadText, quoted: ReadText): boolean {
  const nouns = nounsBehind(figure, claim);
  return (
    nouns.length > 0 &&
    quoted
      .figures()
      .some(
        (other) => other.dimension === '' && nounsBehind(other, quoted).some((noun) => nouns.includes(noun)),
      )
  );
}

/** Things that abstracts count: another one behind the same number says something else. */
const COUNTABLE: ReadonlySet<string> = new Set(
  `token layer head paramet task languag imag video domain sampl exampl expert step gpu frame class question paper model dataset benchmark
  user item iter epoch node cluster shot agent document queri pair word`.split(/\s+/u),
);

function countsOther(figure: Figure, claim: ReadText, quoted: ReadText): Fault | null {
  if (figure.dimension !== '') return null;
  const own = nounsBehind(figure, claim).filter((noun) => COUNTABLE.has(noun));
  if (own.length === 0) return null;
  const matching = quoted
    .figures()
    .filter(
      (other) => findFigure({ figure, text: claim.text }, { text: quoted.text, figures: [other] }) === 'same',
    );
  const counted = matching.map((other) => nounsBehind(other, quoted));
  const isSame = counted.some(
    (nouns) => nouns.length === 0 || nouns.some((noun) => own.some((mine) => areKindred(mine, noun))),
  );
  if (isSame || !counted.some((nouns) => nouns.some((noun) => COUNTABLE.has(noun)))) return null;
  const said = quoted.vocabulary().stems;
  const objection = {
    kind: 'figure',
    figure: `${figure.written} ${own[0] ?? ''}`.trim(),
    found: 'otherwise',
  } as const;
  return own.some((noun) => said.has(noun)) ? doubtful(objection) : fatal(objection);
}

function areKindred(a: string, b: string): boolean {
  return a === b || synonymGroups(a).some((group) => synonymGroups(b).includes(group));
}

const MOST_NOUNS = 3;

/** Stems of the few words behind a number up to the next preposition or the end of the clause: what it counts. */
function nounsBehind(figure: Figure, read: ReadText): string[] {
  const nouns: string[] = [];
  for (const word of read.words()) {
    if (word.start < figure.end) continue;
    const distance = word.start - figure.end;
    if (distance > 40 || nouns.length >= MOST_NOUNS) break;
    if (word.stems.length === 0 && !/^(?:different|various|of|the|these|such)$/u.test(word.lower)) break;
    if (word.opensClause && read.text.slice(figure.end, word.start).trim() !== '') break;
    const last = word.stems.at(-1);
    if (last !== undefined && !/^\d/u.test(word.lower)) nouns.push(...word.stems);
  }
  return nouns;
}

/** Units that are said without a number: "within minutes", "millions of". Each line is of one kind. */
const UNIT_WORDS: readonly (readonly string[])[] = [
  [
    'nanosecond',
    'microsecond',
    'millisecond',
    'second',
    'minute',
    'hour',
    'day',
    'week',
    'month',
    'year',
    'decade',
  ],
  ['dozen', 'hundred', 'thousand', 'million', 'billion', 'trillion'],
  ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'],
];

/** "O(n log n)", "p < 0.05" and the like in one piece: with a part left out it is another one. */
const FORMULA = /(?<![\p{L}\p{N}])[OΘΩ]\((?:[^()]|\([^()]*\)){1,40}\)/gu;

function formulaFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const bare = (text: string): string => text.replace(/[\s{}$*]/gu, '').toLowerCase();
  return [...claim.text.matchAll(FORMULA)].flatMap(([formula]) => {
    const isIn = (read: ReadText): boolean => bare(read.text).includes(bare(formula));
    if (isIn(cited.quoted)) return [];
    const elsewhere = isIn(cited.abstracts) || isIn(cited.titles);
    const objection = {
      kind: 'figure',
      figure: formula,
      found: elsewhere ? 'elsewhere' : 'nowhere',
    } as const;
    return [elsewhere ? doubtful(objection) : fatal(objection)];
  });
}

/** "From hours to minutes" where hours and seconds are quoted. */
function unitWordFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const faults: Fault[] = [];
  let said: ReadonlySet<string> | null = null;
  const figures = claim.figures();
  for (const word of claim.words()) {
    // Also within "million-scale".
    const part = word.parts.find((one) => UNIT_WORDS.some((words) => words.includes(one.replace(/s$/u, ''))));
    const singular = (part ?? '').replace(/s$/u, '');
    const kind = UNIT_WORDS.find((words) => words.includes(singular));
    if (kind === undefined) continue;
    said ??= singulars(cited.quoted);
    if (said.has(singular)) continue;
    // Behind a number it was looked up with it; "second" also is a place in an order.
    if (figures.some(({ start, end }) => word.start >= start && word.start < end) || word.lower === 'second')
      continue;
    if (kind.some((other) => said?.has(other)))
      faults.push(fatal({ kind: 'figure', figure: word.text, found: 'nowhere' }));
  }
  return faults;
}

function singulars(read: ReadText): ReadonlySet<string> {
  const words = read.words().flatMap(({ lower, parts }) => [lower, ...parts]);
  return new Set(words.filter((word) => word !== 'second').map((word) => word.replace(/s$/u, '')));
}
