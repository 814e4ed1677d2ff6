import { doubtful, type Fault, fatal } from './fault.ts';
import { type Pole, polesOf } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import type { Item } from './sequence.ts';
import type { Word } from './words.ts';

/** One thing set against another: "A outperforms B", "A rather than B", "from A to B". */
interface Relation {
  readonly kind: 'over' | 'under' | 'way';
  /** Of the word that compares: "lower than" and "higher than" are of one scale, "lower" and "faster" are not. */
  readonly poles: readonly Pole[];
  /** Nearness to what relates them, by key: the nearest counts 1, the next a half, and so on. */
  readonly left: ReadonlyMap<string, number>;
  readonly right: ReadonlyMap<string, number>;
}

const OVER = /^(?:outperform|surpass|exceed|beat|outdo|overtak|outclass|outrank|trump)/u;
const UNDER = /^(?:underperform|trail)/u;
const LESS = /^(?:less|fewer|lower|worse|smaller|slower|weaker|shorter|poorer|inferior|cheaper|below)$/u;
/** As many content words on a side as count. */
const SIDE = 5;
const SURE = 0.5;

/** Where a claim sets two things against each other the other way round than its quotes. */
export function comparisonFaults(claim: ReadText, quoted: ReadText): Fault[] {
  const others = relationsIn(quoted);
  if (others.length === 0) return [];
  return relationsIn(claim).flatMap((relation) => {
    let worst = { cross: 0, straight: 0 };
    for (const other of others) {
      const turned = isTurned(relation, other);
      if (turned === null) continue;
      const same = product(relation.left, other.left) + product(relation.right, other.right);
      const swapped = product(relation.left, other.right) + product(relation.right, other.left);
      const [straight, cross] = turned ? [swapped, same] : [same, swapped];
      if (straight >= cross && straight > 0) return [];
      if (cross - straight > worst.cross - worst.straight) worst = { cross, straight };
    }
    if (worst.cross < SURE / 2 || worst.cross <= 1.2 * worst.straight) return [];
    const objection = { kind: 'roles', one: first(relation.left), other: first(relation.right) } as const;
    return [worst.cross >= SURE && worst.cross > 3 * worst.straight ? fatal(objection) : doubtful(objection)];
  });
}

/** Whether the same order of sides says the opposite in the two; null when they cannot be held against each other. */
function isTurned(a: Relation, b: Relation): boolean | null {
  if ((a.kind === 'way') !== (b.kind === 'way')) return null;
  for (const own of a.poles)
    for (const other of b.poles) if (own.scale === other.scale) return own.sign !== other.sign;
  return a.kind === b.kind ? false : null;
}

function first(side: ReadonlyMap<string, number>): string {
  return [...side.keys()][0]?.replace(/^#/u, '').trim() ?? '';
}

/** Words on both sides of a relation tell nothing. */
function product(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, weight] of a) sum += weight * (b.get(key) ?? 0);
  return sum;
}

function relationsIn(read: ReadText): Relation[] {
  const words = read.words();
  const items = read.items();
  const relations: Relation[] = [];
  words.forEach((word, at) => {
    const found = relationAt(words, at);
    if (found === null) return;
    const left = side(items, words, found.leftEnd, -1, found.leftStart);
    const right = side(items, words, found.rightStart, 1, null);
    for (const key of [...left.keys()])
      if (right.has(key)) {
        left.delete(key);
        right.delete(key);
      }
    if (left.size === 0 && right.size === 0) return;
    relations.push(
      found.passive
        ? { kind: found.kind, poles: found.poles, left: right, right: left }
        : { kind: found.kind, poles: found.poles, left, right },
    );
    void word;
  });
  return relations;
}

interface Found {
  readonly kind: Relation['kind'];
  readonly poles: readonly Pole[];
  /** The left side ends before this word, the right one begins with that one. */
  readonly leftEnd: number;
  readonly leftStart: number | null;
  readonly rightStart: number;
  readonly passive: boolean;
}

function relationAt(words: readonly Word[], at: number): Found | null {
  const lower = words[at]?.lower ?? '';
  const next = words[at + 1]?.lower ?? '';
  const plain = { leftStart: null, passive: false, poles: [] };
  if (OVER.test(lower) || UNDER.test(lower)) {
    const kind = OVER.test(lower) ? 'over' : 'under';
    if (isDenied(words, at)) return null;
    return {
      kind,
      leftEnd: at,
      rightStart: at + (next === 'by' ? 2 : 1),
      leftStart: null,
      passive: next === 'by',
      poles: polesOf(lower),
    };
  }
  if (lower === 'than' && (words[at - 1]?.lower === 'rather' || words[at - 1]?.lower === 'other'))
    return words[at - 1]?.lower === 'rather'
      ? { kind: 'over', leftEnd: at - 1, rightStart: at + 1, ...plain }
      : null;
  if (lower === 'instead' && next === 'of')
    return { kind: 'over', leftEnd: at, rightStart: at + 2, ...plain };
  if (lower === 'superior' && next === 'to')
    return { kind: 'over', leftEnd: at, rightStart: at + 2, ...plain, poles: polesOf(lower) };
  if (lower === 'inferior' && next === 'to')
    return { kind: 'under', leftEnd: at, rightStart: at + 2, ...plain, poles: polesOf(lower) };
  if (
    lower === 'than' ||
    ((lower === 'compared' || lower === 'relative') && (next === 'to' || next === 'with')) ||
    lower === 'over'
  ) {
    const rightStart = at + (lower === 'than' || lower === 'over' ? 1 : 2);
    // The subject stands before the comparative: "A correlates more positively with B than C does".
    for (let i = at - 1; i >= Math.max(0, at - 8); i -= 1) {
      const word = words[i]?.lower ?? '';
      if (
        /^(?:more|less|fewer|better|worse|inferior|superior|improvements?|gains?|advantages?)$|^\p{L}{2,}er$/u.test(
          word,
        ) &&
        !/^(?:over|under|number|parameter|other|per|transformer|layer|encoder|decoder|never|ever|after|order|paper|user|computer|power|either|whether|rather|together|however|further|consider|transfer|cover|offer|per|cluster|router|answer)s?$/u.test(
          word,
        )
      ) {
        if (isDenied(words, i)) return null;
        return {
          kind: LESS.test(word) ? 'under' : 'over',
          leftEnd: i,
          rightStart,
          ...plain,
          poles: polesOf(word),
        };
      }
      if (words[i]?.opensSentence) break;
    }
    return null;
  }
  if (lower === 'from') {
    for (let i = at + 2; i <= Math.min(words.length - 2, at + 7); i += 1) {
      if (words[i]?.opensSentence) break;
      if (words[i]?.lower === 'to' || words[i]?.lower === 'into')
        return { kind: 'way', leftEnd: i, leftStart: at + 1, rightStart: i + 1, passive: false, poles: [] };
    }
  }
  return null;
}

function isDenied(words: readonly Word[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 3), at)
    .some(({ lower }) => /^(?:not|never|cannot|fails?|no|neither|nor)$|n't$/u.test(lower));
}

/** The nearest content words on one side of a word, within its sentence, with what each counts. */
function side(
  items: readonly Item[],
  words: readonly Word[],
  edge: number,
  step: -1 | 1,
  limit: number | null,
): Map<string, number> {
  const found = new Map<string, number>();
  const ordered = step === 1 ? items : [...items].reverse();
  let rank = 0;
  let last = step === 1 ? edge : edge;
  for (const item of ordered) {
    if (step === 1 ? item.at < edge : item.at >= edge) continue;
    if (limit !== null && item.at < limit) break;
    if (rank >= SIDE || (rank > 0 && crosses(words, last, item.at, step, 'opensClause'))) break;
    if (crosses(words, last, item.at, step, 'opensSentence')) break;
    rank += 1;
    last = item.at;
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
