import type { Verdict } from '../src/grounding/draft.ts';

export type CheckOutcome = Verdict['check'];

/** A claim of which it is known whether it is true, with what the checks made of it. */
export interface CheckedClaim {
  readonly true: boolean;
  readonly outcome: CheckOutcome;
}

/** How many claims came out how. */
export interface OutcomeCounts {
  readonly claims: number;
  readonly checked: number;
  readonly partial: number;
  readonly dropped: number;
}

/** `precision` and `recall` are 0…1, NaN where nothing is there to divide by. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
}

export interface CheckQuality {
  /** Of calling a claim checked; what should be so called is true. */
  readonly checked: Quality;
  /** Of showing a claim, checked or partial; what should be shown is true. */
  readonly shown: Quality;
  /** Of dropping a claim; what should be dropped is altered. */
  readonly dropped: Quality;
}

export function countOutcomes(claims: readonly CheckedClaim[]): OutcomeCounts {
  const count = (outcome: CheckOutcome): number => claims.filter((claim) => claim.outcome === outcome).length;
  return {
    claims: claims.length,
    checked: count('checked'),
    partial: count('partial'),
    dropped: count('dropped'),
  };
}

export function checkQuality(claims: readonly CheckedClaim[]): CheckQuality {
  const isTrue = (claim: CheckedClaim): boolean => claim.true;
  return {
    checked: quality(claims, isTrue, ({ outcome }) => outcome === 'checked'),
    shown: quality(claims, isTrue, ({ outcome }) => outcome !== 'dropped'),
    dropped: quality(
      claims,
      (claim) => !claim.true,
      ({ outcome }) => outcome === 'dropped',
    ),
  };
}

function quality<Item>(
  items: readonly Item[],
  isWanted: (item: Item) => boolean,
  isTaken: (item: Item) => boolean,
): Quality {
  const wanted = items.filter(isWanted);
  const taken = items.filter(isTaken);
  const right = wanted.filter(isTaken).length;
  return { precision: right / taken.length, recall: right / wanted.length };
}

/** The counts by a label each, in the order in which the labels come up. */
export function countByLabel<Claim extends CheckedClaim>(
  claims: readonly Claim[],
  labelOf: (claim: Claim) => string,
): Map<string, OutcomeCounts> {
  const groups = Map.groupBy(claims, labelOf);
  return new Map([...groups].map(([label, group]) => [label, countOutcomes(group)]));
}
