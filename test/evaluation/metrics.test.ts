import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrap, pairedDifference } from '../../src/evaluation/bootstrap.ts';
import { citationScores } from '../../src/evaluation/citation-metrics.ts';
import { hit, ndcg, recall, reciprocalRank, rPrecision } from '../../src/evaluation/ranking-metrics.ts';

const judged = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
]);

describe('ranking metrics, computed by hand', () => {
  it('nDCG', () => {
    // DCG of b, x, a = 2/1 + 0 + 3/2 = 3.5; ideal a, b, c = 3 + 2/log2(3) + 1/2 = 4.76186
    expect(ndcg(['b', 'x', 'a'], judged, 3)).toBeCloseTo(3.5 / 4.76186, 5);
    expect(ndcg(['a', 'b', 'c'], judged, 10)).toBe(1);
    expect(ndcg(['x'], judged, 10)).toBe(0);
    expect(ndcg(['a'], new Map(), 10)).toBe(0);
  });

  it('reciprocal rank, hit and recall', () => {
    expect(reciprocalRank(['x', 'y', 'c'], judged, 10)).toBeCloseTo(1 / 3);
    expect(reciprocalRank(['x', 'y', 'c'], judged, 2)).toBe(0);
    expect(hit(['x', 'c'], judged, 1)).toBe(0);
    expect(hit(['x', 'c'], judged, 2)).toBe(1);
    expect(recall(['a', 'x', 'b'], judged, 3)).toBeCloseTo(2 / 3);
    expect(recall(['a', 'a', 'a'], judged, 3)).toBeCloseTo(1 / 3);
  });

  it('R-precision leaves neutral papers out of the count', () => {
    expect(rPrecision(['n', 'a', 'b', 'c'], judged, new Set(['n']))).toBe(1);
    expect(rPrecision(['n', 'a', 'b', 'c'], judged)).toBeCloseTo(2 / 3);
  });

  it('stay within 0…1', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'x', 'y'), { maxLength: 12 });
    fc.assert(
      fc.property(ids, (ranking) => {
        const unique = [...new Set(ranking)];
        for (const value of [
          ndcg(unique, judged, 10),
          recall(unique, judged, 10),
          rPrecision(unique, judged),
        ]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('citations', () => {
  it('count allowed papers neither way', () => {
    const scores = citationScores({
      cited: new Set(['a', 'n', 'x']),
      wanted: new Set(['a', 'b']),
      allowed: new Set(['n']),
    });
    expect(scores).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  });

  it('score nothing for citing nothing', () => {
    expect(citationScores({ cited: new Set(), wanted: new Set(['a']), allowed: new Set() })).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
    });
  });
});

describe('the bootstrap', () => {
  it('holds the mean and is the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const { mean, low, high } = bootstrap(values);
          expect(low).toBeLessThanOrEqual(mean + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
          expect(bootstrap(values)).toEqual(bootstrap(values));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('narrows with more values', () => {
    const coin = (count: number) => Array.from({ length: count }, (_, i) => i % 2);
    const width = (count: number) => bootstrap(coin(count)).high - bootstrap(coin(count)).low;
    expect(width(400)).toBeLessThan(width(40) / 2);
  });

  it('tells a change from noise', () => {
    const before = Array.from({ length: 100 }, (_, i) => i % 2);
    expect(pairedDifference(before, before)).toMatchObject({ mean: 0, low: 0, high: 0 });
    const better = pairedDifference(
      before,
      before.map((value) => value + 0.2),
    );
    expect(better.low).toBeGreaterThan(0);
    expect(() => pairedDifference([1], [1, 2])).toThrow('1 and 2');
  });
});
