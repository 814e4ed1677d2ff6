import { describe, expect, test } from 'vitest';
import { encodeDataset } from '../../../tools/training/dataset.ts';
import { measureHeldOut } from '../../../tools/training/held-out.ts';
import { countTerms, drawPair } from '../../../tools/training/pairs.ts';
import { createRandom } from '../../../tools/training/random.ts';
import { recipeSchema } from '../../../tools/training/recipe.ts';

const rows = new Map(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((term, row) => [term, row]));
const plain = recipeSchema.parse({ queryDropout: 0 });
const dataset = encodeDataset(
  [
    [
      ['a', 'b', 'unknown'],
      ['a', 'c', 'd', 'e'],
      ['b', 'f', 'f', 'g', 'h'],
    ],
  ],
  rows,
);
const sorted = (terms: readonly number[]) => [...terms].sort((one, other) => one - other);

describe('a pair', () => {
  test('of a title asks with the title for the abstract', () => {
    const pair = drawPair(dataset, 0, { ...plain, titleShare: 1, deletion: 0 }, createRandom(1));
    expect(sorted(pair.query.terms)).toEqual([0, 1]);
    expect(sorted(pair.document.terms)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('loses the shared terms on the document’s side when they are deleted', () => {
    const pair = drawPair(dataset, 0, { ...plain, titleShare: 1, deletion: 1 }, createRandom(1));
    expect(sorted(pair.document.terms)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test('of a sentence asks for the title and the other sentences', () => {
    for (let seed = 0; seed < 20; seed++) {
      const pair = drawPair(dataset, 0, { ...plain, titleShare: 0, deletion: 0 }, createRandom(seed));
      const [query, document] = [sorted(pair.query.terms), sorted(pair.document.terms)];
      expect([
        [
          [0, 2, 3, 4],
          [0, 1, 5, 6, 7],
        ],
        [
          [1, 5, 6, 7],
          [0, 1, 2, 3, 4],
        ],
      ]).toContainEqual([query, document]);
    }
  });

  test('counts repeats by their logarithm', () => {
    const bag = countTerms([5, 5, 6]);
    expect(bag).toEqual({ terms: [5, 6], weights: [1 + Math.log(2), 1] });
  });
});

test('held-out figures are those worked out by hand', () => {
  // Title and abstract of each record; a and e point one way, b and f another, c and g a third.
  const records = encodeDataset(
    [
      [['a'], ['a', 'e']],
      [['b'], ['b', 'g']],
      [['c'], ['f', 'h']],
    ],
    rows,
  );
  const axis = [0, 1, 2, 3, 0, 1, 2, 3];
  const vectors = new Float32Array(8 * 4);
  axis.forEach((direction, row) => {
    vectors[row * 4 + direction] = 1;
  });
  const { plain: found, deleted } = measureHeldOut(records, vectors, 4);
  // c's abstract has nothing of its direction, so that it ranks behind b's (which has g) and, being equal to it, a's: third.
  expect(found).toBeCloseTo((1 + 1 + 1 / Math.log2(4)) / 3);
  // Without its own word, b's abstract is g alone: behind f's, and level with a's, which comes first: third.
  expect(deleted).toBeCloseTo((1 + 1 / Math.log2(4) + 1 / Math.log2(4)) / 3);
});
