import { areOpposites, type Pole, polesOf } from './opposites.ts';
import { isCautious, type QuoteToken } from './quote-tokens.ts';

/** Shorter quotations are verbatim or they are none: two other words among five say something else. */
const FEWEST_TOKENS = 5;
/** Edits that a quotation may cost, as a share of its words. */
const MOST_EDITS = 0.2;
const OTHER_WORD = 1;
const OTHER_FORM = 0.4;
const LEFT_OUT = 0.5;
const ADDED = 1.1;
const FORBIDDEN = 1000;

/**
 * Where the abstract comes nearest to a quotation, as its first and last token; null when it does not come near, or when what
 * differs is a number, a word that denies or a word for its opposite. Edit distance over words (Sellers 1980), the abstract's ends free.
 */
export function alignTokens(
  abstract: readonly QuoteToken[],
  part: readonly QuoteToken[],
): { readonly first: number; readonly last: number } | null {
  if (part.length < FEWEST_TOKENS || abstract.length === 0) return null;
  const others = abstract.map(weighed);
  const width = others.length + 1;
  let costs = new Float64Array(width);
  // The first token of the abstract that the best way to each cell has used.
  let starts = Int32Array.from({ length: width }, (_, j) => j);
  const own = part.map(weighed);
  for (const token of own) {
    const next = new Float64Array(width);
    const from = new Int32Array(width);
    const added = token.cautious ? FORBIDDEN : ADDED;
    next[0] = (costs[0] ?? 0) + added;
    from[0] = 0;
    for (let j = 1; j < width; j += 1) {
      const other = others[j - 1] as Weighed;
      let best = (costs[j - 1] ?? 0) + exchangeCost(token, other);
      let start = starts[j - 1] ?? 0;
      const up = (costs[j] ?? 0) + added;
      if (up < best) [best, start] = [up, starts[j] ?? 0];
      const left = (next[j - 1] ?? 0) + (other.cautious ? FORBIDDEN : LEFT_OUT);
      if (left < best) [best, start] = [left, from[j - 1] ?? 0];
      next[j] = best;
      from[j] = start;
    }
    costs = next;
    starts = from;
  }
  let last = 1;
  for (let j = 2; j < width; j += 1) if ((costs[j] ?? 0) < (costs[last] ?? 0)) last = j;
  if ((costs[last] ?? FORBIDDEN) > MOST_EDITS * part.length) return null;
  const range = { first: starts[last] ?? 0, last: last - 1 };
  return isOpposedAtEdge(own, others, range) ||
    isOpposedAtEdge(own.toReversed(), others.toReversed(), mirrored(range, others.length))
    ? null
    : range;
}

interface Span {
  readonly first: number;
  readonly last: number;
}

function mirrored({ first, last }: Span, length: number): Span {
  return { first: length - 1 - last, last: length - 1 - first };
}

/** Words that the quotation begins with and the range does not: they must not say the opposite of what stands in their place. */
function isOpposedAtEdge(own: readonly Weighed[], others: readonly Weighed[], { first }: Span): boolean {
  const start = others[first];
  const extra = own.findIndex(({ key }) => key === start?.key);
  for (let i = 1; i <= extra; i += 1) {
    const [said, there] = [own[extra - i], others[first - i]];
    if (said === undefined || there === undefined) continue;
    if (there.cautious || areOpposites(said.poles, there.poles)) return true;
  }
  return false;
}

interface Weighed {
  readonly key: string;
  readonly cautious: boolean;
  readonly poles: readonly Pole[];
}

function weighed(token: QuoteToken): Weighed {
  return { key: token.key, cautious: isCautious(token), poles: polesOf(token.key) };
}

function exchangeCost(a: Weighed, b: Weighed): number {
  if (a.key === b.key) return 0;
  if (a.cautious || b.cautious || areOpposites(a.poles, b.poles)) return FORBIDDEN;
  return isOtherForm(a.key, b.key) ? OTHER_FORM : OTHER_WORD;
}

/** "model" and "models", "colour" and "color", "condcut" and "conduct": one word but for its ending or a slip of the pen. */
function isOtherForm(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4 || Math.abs(a.length - b.length) > 3) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - same && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const differing = Math.max(a.length, b.length) - same - tail;
  return same + tail > 0 && (differing <= 2 || (same >= 4 && differing <= 3)) && denies(a) === denies(b);
}

function denies(word: string): boolean {
  return /^(?:un|in|im|ir|dis|non)/u.test(word);
}
