import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { isIntroduced } from './introduced.ts';
import type { ReadText } from './read-text.ts';
import { type Relation, relationsIn } from './relations.ts';
import { LOSES } from './scope-words.ts';

/** What two sides that changed places must share with each other, of the nearness of their words to what relates them. */
const SURE = 0.5;

/** Where a claim sets two things against each other the other way round than its quotes. */
export function comparisonFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const others = relationsIn(cited.quoted);
  return relationsIn(claim).flatMap((relation) => {
    let worst: Fault | null = null;
    for (const other of others) {
      const turned = isTurned(relation, other);
      if (turned === null) continue;
      const [left, right] = turned ? [other.right, other.left] : [other.left, other.right];
      const straight = shared(relation.left, left) + shared(relation.right, right);
      const [over, back] = [shared(relation.left, right), shared(relation.right, left)];
      const cross = over + back;
      const objection = {
        kind: 'roles',
        one: nearest(relation.left),
        other: nearest(relation.right),
      } as const;
      const isMoved = cross > 1.2 * straight && cross >= SURE / 2;
      // Something went over and something came back, or what is quoted as the other side is the subject now.
      const isDoubtful = (over > 0 && back > 0 && cross >= straight / 3) || isSubjectNow(relation, right);
      if (straight >= cross && straight > 0 && !isDoubtful) return [];
      // A reader is misled by who beat whom even with a mark beside it.
      if (isMoved) worst = fatal(objection);
      else if (isDoubtful) worst ??= doubtful(objection);
    }
    return worst === null ? ownLoses(relation, others, cited) : [worst];
  });
}

/** The claim's left side has what the quotes have nearest on the right one. */
function isSubjectNow(claimed: Relation, right: ReadonlyMap<string, number>): boolean {
  const head = [...right.keys()][0];
  return head !== undefined && claimed.left.has(head) && !claimed.right.has(head);
}

/** Whether the same order of sides says the opposite in the two; null when they cannot be held against each other. */
function isTurned(a: Relation, b: Relation): boolean | null {
  if ((a.kind === 'way') !== (b.kind === 'way')) return null;
  let opposite = false;
  for (const own of a.poles)
    for (const other of b.poles) {
      if (own.scale !== other.scale) continue;
      if (own.sign === other.sign) return false;
      opposite = true;
    }
  if (opposite) return true;
  return a.kind === b.kind ? false : null;
}

function nearest(side: ReadonlyMap<string, number>): string {
  return [...side.keys()][0]?.replace(/^#/u, '').trim() ?? '';
}

function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, weight] of a) sum += weight * (b.get(key) ?? 0);
  return sum;
}

/**
 * Abstracts hardly ever say that what they propose is beaten. A claim that sets something above the paper's own method goes beyond
 * quotes that say nothing of it losing.
 */
function ownLoses(relation: Relation, others: readonly Relation[], cited: CitedTexts): Fault[] {
  if (relation.kind === 'way') return [];
  const [winner, loser] =
    relation.kind === 'over' ? [relation.left, relation.right] : [relation.right, relation.left];
  const own = [...loser.keys()].find((key) => !winner.has(key) && isIntroduced(key, cited.abstracts));
  if (own === undefined || LOSES.test(cited.quoted.text)) return [];
  if (others.some((other) => shared(loser, other.kind === 'over' ? other.right : other.left) > 0)) return [];
  const objection = { kind: 'roles', one: nearest(winner), other: own } as const;
  return [fatal(objection)];
}
