import { doubtful, type Fault, fatal } from './fault.ts';
import { areOfOneKind, gainAt, kindOf } from './nearness.ts';
import type { ReadText } from './read-text.ts';
import { type Item, shown } from './sequence.ts';

/** How much nearer to the quotes a claim must come by an exchange, in all and as a ratio; chosen on the claims of bench/data/claims (dev). */
const SURE = { gain: 0.34, ratio: 1.12 };
const LEAST_OF_EACH = -0.07;
/** Words that have nothing else in common may stand in any order: only much is a sign. */
const ANY = { gain: 1.5, ratio: 1.5, ofEach: 0.4 };
const DOUBTFUL = { gain: 0.11, ratio: 1.07 };

/**
 * Two things of one kind (figures of one unit, names, opposites, words that stand in the same place beside a third one) whose exchange
 * brings the claim's order of words much nearer to that of its quotes: what is quoted of one is then claimed of the other.
 */
export function exchangeFaults(claimed: ReadText, source: ReadText): Fault[] {
  const claim = claimed.items();
  // Members of lists that "respectively" joins stand far from what they belong to.
  const isListed = /\brespectively\b/iu.test(source.text) || /\brespectively\b/iu.test(claimed.text);
  const surroundings = source.surroundings();
  const items = claim.filter(({ key }) => surroundings.written.has(key));
  const kinds = items.map((item) => kindOf(item, surroundings));
  let worst: {
    readonly gain: number;
    readonly ratio: number;
    readonly one: Item;
    readonly other: Item;
  } | null = null;
  for (let i = 0; i < items.length; i += 1) {
    for (let j = i + 1; j < items.length; j += 1) {
      const [one, other, kind, otherKind] = [items[i], items[j], kinds[i], kinds[j]];
      if (one === undefined || other === undefined || kind === undefined || otherKind === undefined) continue;
      if (one.key === other.key) continue;
      if (isListed && one.figure !== null) continue;
      const isOneKind = areOfOneKind(kind, otherKind);
      if (!isOneKind && (one.figure !== null || other.figure !== null)) continue;
      const first = gainAt({ items, surroundings, place: i, key: other.key, apart: j });
      const second = gainAt({ items, surroundings, place: j, key: one.key, apart: i });
      // Neither may fit worse where the other one stands.
      if (Math.min(first.gain, second.gain) < (isOneKind ? LEAST_OF_EACH : ANY.ofEach)) continue;
      const gain = first.gain + second.gain;
      const before = first.before + second.before;
      const ratio = (before + gain + 0.1) / (before + 0.1);
      if (!isOneKind && (gain < ANY.gain || ratio < ANY.ratio)) continue;
      if (worst === null || gain > worst.gain) worst = { gain, ratio, one, other };
    }
  }
  if (worst === null || worst.gain < DOUBTFUL.gain || worst.ratio < DOUBTFUL.ratio) return [];
  const objection = { kind: 'roles', one: shown(worst.one), other: shown(worst.other) } as const;
  const isSure = worst.gain >= SURE.gain && worst.ratio >= SURE.ratio;
  return [isSure ? fatal(objection) : doubtful(objection)];
}
