import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../../src/adapters/cli/nearest.ts';

describe('the nearest word', () => {
  it.each([
    ['/surces', '/sources'],
    ['/soucres', '/sources'],
    ['/hlep', '/help'],
    ['/ev', '/evidence'],
    ['/xyz', null],
    ['/', null],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, ['/help', '/sources', '/evidence'])).toBe(expected);
  });

  it('is a metric on words: symmetric, and zero only for equals', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, right) === 0).toBe(left === right);
        expect(editDistance(left, right)).toBeLessThanOrEqual(Math.max([...left].length, [...right].length));
      }),
    );
  });
});
