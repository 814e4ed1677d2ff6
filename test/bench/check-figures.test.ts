import { describe, expect, test } from 'vitest';
import {
  type CheckedClaim,
  type CheckOutcome,
  checkQuality,
  countByLabel,
  countOutcomes,
} from '../../bench/check-figures.ts';

/** Eight claims: of the true ones 2 checked, 1 partial, 1 dropped; of the altered ones 1, 1 and 2. */
const CLAIMS: readonly CheckedClaim[] = [
  ...outcomes(true, ['checked', 'checked', 'partial', 'dropped']),
  ...outcomes(false, ['checked', 'partial', 'dropped', 'dropped']),
];

describe('the figures of the checks', () => {
  test('count how claims came out', () => {
    expect(countOutcomes(CLAIMS)).toEqual({ claims: 8, checked: 3, partial: 2, dropped: 3 });
    expect(countOutcomes([])).toEqual({ claims: 0, checked: 0, partial: 0, dropped: 0 });
  });

  test('count them by a label', () => {
    const counts = countByLabel(CLAIMS, (claim) => (claim.true ? 'true' : 'altered'));
    expect([...counts]).toEqual([
      ['true', { claims: 4, checked: 2, partial: 1, dropped: 1 }],
      ['altered', { claims: 4, checked: 1, partial: 1, dropped: 2 }],
    ]);
  });

  test('tell how often "checked" and "shown" are true, and how many true claims they reach', () => {
    const { checked, shown } = checkQuality(CLAIMS);
    expect(checked).toEqual({ precision: 2 / 3, recall: 2 / 4 });
    expect(shown).toEqual({ precision: 3 / 5, recall: 3 / 4 });
  });

  test('tell how often "dropped" is altered, and how many altered claims it reaches', () => {
    expect(checkQuality(CLAIMS).dropped).toEqual({ precision: 2 / 3, recall: 2 / 4 });
  });

  test('are not a number where there is nothing to divide by', () => {
    const { checked, dropped } = checkQuality(outcomes(true, ['dropped']));
    expect(checked).toEqual({ precision: Number.NaN, recall: 0 });
    expect(dropped).toEqual({ precision: 0, recall: Number.NaN });
  });
});

function outcomes(isTrue: boolean, given: readonly CheckOutcome[]): CheckedClaim[] {
  return given.map((outcome) => ({ true: isTrue, outcome }));
}
