import type { Pole } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import type { Item } from './sequence.ts';
import type { Word } from './words.ts';

/** One thing set against another: "A outperforms B", "A rather than B", "from A to B". */
export interface Relation {
  readonly kind: 'over' | 'under' | 'way';
  /** Of the words that compare: "lower than" and "higher than" are of one scale, "lower" and "faster" are not. */
  readonly poles: readonly Pole[];
  /** The word says itself that one side is the better one, as "outperforms" does and "more" does not. */
  readonly isPlain: boolean;
  /** Nearness to what relates them, by key: the nearest counts 1, the next a half, and so on. */
  readonly left: ReadonlyMap<string, number>;
  readonly right: ReadonlyMap<string, number>;
}

const OVER = /^(?:outperform|surpass|exceed|beat|outdo|overtak|outclass|outrank|trump)/u;
const UNDER = /^(?:underperform|trail)/u;
const PLAIN =
  /^(?:outperform|surpass|exceed|beat|outdo|underperform|better|faster|superior|inferior|worse|slower|improv)/u;
const LESS = /^(?:less|fewer|lower|worse|smaller|slower|weaker|shorter|poorer|inferior|cheaper|below)$/u;
const COMPARATIVE =
  /^(?:more|less|fewer|better|worse|inferior|superior|improvements?|gains?|advantages?|increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tions?)|improv(?:e|es|ed|ing)|minimal|negligible|higher|lower|[a-z]{2,}er)$/;
/** Words in -er that compare nothing. */
const NO_COMPARATIVE =
  /^(?:over|under|number|parameter|other|per|transformer|layer|encoder|decoder|autoencoder|never|ever|after|order|paper|user|computer|power|either|neither|whether|rather|together|however|further|consider|transfer|cover|offer|cluster|router|answer|whenever|wherever|classifier|learner|tokenizer|retriever|reader|optimizer|simpler|buffer|filter|header|former|latter|center|corner|matter|newer|later|former)s?$/u;
/** Verbs that turn one thing into another, and those that put one in the place of another. */
const TURNS =
  /^(?:convert|transform|turn|translat|transfer|project|compress|distill?|switch|migrat|mapp?)(?:s|ed|ing|e|es|led|ling|ped|ping)?$/u;
const REPLACES = /^(?:replac|substitut|swapp?)(?:e|es|ed|ing)?$/u;
/** As many content words on a side as count, and as far as a relation reaches for them. */
const SIDE = 5;
const REACH = 14;
const MIDDLE = 0.5;

interface Found {
  readonly kind: Relation['kind'];
  readonly poles: readonly Pole[];
  /** The left side ends before this word and does not go back beyond that one; the right one begins with `right`. */
  readonly left: number;
  readonly from: number | null;
  readonly right: number;
  /** What stands between the word that compares and "than" may be the subject: "increased rates of A compared to B". */
  readonly middle?: number;
  /** Place of the word that compares, where it is not the one that relates. */
  readonly word?: number;
  readonly passive: boolean;
}

export function relationsIn(read: ReadText): Relation[] {
  const words = read.words();
  const items = read.items();
  return words.flatMap((_, at) => {
    const found = relationAt(words, at);
    if (found === null) return [];
    const figures = found.kind === 'way';
    const left = side(items, words, { edge: found.left, step: -1, limit: found.from, figures });
    if (found.middle !== undefined)
      for (const [key, weight] of side(items, words, {
        edge: found.middle,
        step: -1,
        limit: found.left,
        figures,
      }))
        if (!left.has(key)) left.set(key, weight * MIDDLE);
    const right = side(items, words, { edge: found.right, step: 1, limit: null, figures });
    for (const key of [...left.keys()])
      if (right.has(key)) {
        left.delete(key);
        right.delete(key);
      }
    if (left.size === 0 && right.size === 0) return [];
    const { kind, poles } = found;
    const isPlain = PLAIN.test(words[found.word ?? at]?.lower ?? '');
    return [
      found.passive
        ? { kind, poles, isPlain, left: right, right: left }
        : { kind, poles, isPlain, left, right },
    ];
  });
}

function relationAt(words: readonly Word[], at: number): Found | null {
  const lower = words[at]?.lower ?? '';
  const next = words[at + 1]?.lower ?? '';
  const plain = { from: null, passive: false, poles: words[at]?.poles ?? [] };
  if (/^improv(?:e|es|ed|ing)$/u.test(lower) && /^(?:over|on|upon)$/u.test(next) && !isDenied(words, at))
    return { ...plain, kind: 'over', left: at, right: at + 2 };
  if (OVER.test(lower) || UNDER.test(lower)) {
    if (isDenied(words, at)) return null;
    const passive = next === 'by';
    return {
      ...plain,
      kind: OVER.test(lower) ? 'over' : 'under',
      left: at,
      right: at + (passive ? 2 : 1),
      passive,
    };
  }
  if (lower === 'rather' && next === 'than')
    return { ...plain, poles: [], kind: 'over', left: at, right: at + 2 };
  if (lower === 'instead' && next === 'of')
    return { ...plain, poles: [], kind: 'over', left: at, right: at + 2 };
  if ((lower === 'superior' || lower === 'inferior') && next === 'to')
    return { ...plain, kind: lower === 'superior' ? 'over' : 'under', left: at, right: at + 2 };
  if (lower === 'least' && /^(?:on|as|comparable)$/u.test(next)) return atLeast(words, at);
  if (lower === 'from') return change(words, at);
  if (TURNS.test(lower) || REPLACES.test(lower)) return conversion(words, at);
  const than = lower === 'than' || lower === 'over' || lower === 'against' ? 1 : 0;
  const compared = /^(?:compared|relative|contrast)$/u.test(lower) && /^(?:to|with)$/u.test(next) ? 2 : 0;
  return than + compared > 0 && words[at - 1]?.lower !== 'rather'
    ? comparison(words, at, at + than + compared)
    : null;
}

/** "B correlates more positively with C than A does": the subject stands before the first word that compares. */
function comparison(words: readonly Word[], at: number, right: number): Found | null {
  const poles: Pole[] = [];
  let first: number | null = null;
  let nearest = '';
  let word = at;
  for (let i = at - 1; i >= Math.max(0, at - REACH); i -= 1) {
    const lower = words[i]?.lower ?? '';
    if (COMPARATIVE.test(lower) && !NO_COMPARATIVE.test(lower)) {
      if (isDenied(words, i)) return null;
      if (nearest === '') [nearest, word] = [lower, i];
      first = i;
      poles.push(...(words[i]?.poles ?? []));
    }
    if (words[i]?.opensSentence || (first !== null && words[i]?.opensClause)) break;
  }
  if (first === null) return null;
  return {
    kind: LESS.test(nearest) ? 'under' : 'over',
    poles,
    left: first,
    from: null,
    right,
    passive: false,
    middle: at,
    word,
  };
}

/** "At least on par with". */
function atLeast(words: readonly Word[], at: number): Found | null {
  for (let i = at + 1; i <= at + 4; i += 1)
    if (/^(?:with|to|as)$/u.test(words[i]?.lower ?? '') && i > at + 1)
      return { kind: 'over', poles: [], left: at, from: null, right: i + 1, passive: false };
  return null;
}

/** "From A to B". */
function change(words: readonly Word[], at: number): Found | null {
  for (let i = at + 2; i <= Math.min(words.length - 2, at + 7); i += 1) {
    if (words[i]?.opensSentence) break;
    if (words[i]?.lower === 'to' || words[i]?.lower === 'into')
      return { kind: 'way', poles: [], left: i, from: at + 1, right: i + 1, passive: false };
  }
  return null;
}

/** "Converts A to B", "A is converted to B", "replaces A by B". */
function conversion(words: readonly Word[], at: number): Found | null {
  const replaces = REPLACES.test(words[at]?.lower ?? '');
  const joint = replaces ? /^(?:by|with)$/u : /^(?:to|into)$/u;
  for (let i = at + 1; i <= Math.min(words.length - 2, at + 8); i += 1) {
    if (words[i]?.opensClause) break;
    if (!joint.test(words[i]?.lower ?? '')) continue;
    const between = words.slice(at + 1, i).some(({ stems }) => stems.length > 0);
    return {
      kind: 'way',
      poles: [],
      left: between ? i : at,
      from: between ? at + 1 : null,
      right: i + 1,
      passive: false,
    };
  }
  return null;
}

function isDenied(words: readonly Word[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 3), at)
    .some(({ lower }) => /^(?:not|never|cannot|fails?|no|neither|nor)$|n't$/u.test(lower));
}

interface Side {
  readonly edge: number;
  readonly step: -1 | 1;
  /** No further back than this word. */
  readonly limit: number | null;
  readonly figures: boolean;
}

/** The nearest content words on one side of a word, within its clause, with what each counts. */
function side(
  items: readonly Item[],
  words: readonly Word[],
  { edge, step, limit, figures }: Side,
): Map<string, number> {
  const found = new Map<string, number>();
  let rank = 0;
  let last = edge;
  for (const item of step === 1 ? items : [...items].reverse()) {
    if (step === 1 ? item.at < edge : item.at >= edge) continue;
    if ((limit !== null && item.at < limit) || rank >= SIDE) break;
    if (crosses(words, last, item.at, step, 'opensSentence')) break;
    if (rank > 0 && crosses(words, last, item.at, step, 'opensClause')) break;
    last = item.at;
    if (item.figure !== null && !figures) continue;
    rank += 1;
    if (!found.has(item.key)) found.set(item.key, 1 / rank);
  }
  return found;
}

function crosses(
  words: readonly Word[],
  from: number,
  to: number,
  step: -1 | 1,
  boundary: 'opensClause' | 'opensSentence',
): boolean {
  const [first, last] = step === 1 ? [from, to] : [to, from];
  for (let i = first + 1; i <= last && i < words.length; i += 1) if (words[i]?.[boundary]) return true;
  return false;
}
