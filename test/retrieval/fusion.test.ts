import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuse, minMax, vectorWeight } from '../../src/retrieval/fusion.ts';
import { bestWindow, dot } from '../../src/retrieval/vectors.ts';

const scores = fc
  .array(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.double({ min: -1, max: 50, noNaN: true })), {
    maxLength: 20,
  })
  .map((entries) => new Map(entries));

describe('min-max', () => {
  it('maps to 0…1, best to 1', () => {
    fc.assert(
      fc.property(scores, (given) => {
        const mapped = [...minMax(given).values()];
        for (const value of mapped) expect(value).toSatisfy((v: number) => v >= 0 && v <= 1);
        if (mapped.length > 0) expect(Math.max(...mapped)).toBe(1);
      }),
    );
  });

  it('lets a lone hit count', () => {
    expect(minMax(new Map([['a', 0.2]]))).toEqual(new Map([['a', 1]]));
  });

  it('measures from the floor when there is one', () => {
    expect(
      minMax(
        new Map([
          ['a', 4],
          ['b', 2],
        ]),
        0,
      ).get('b'),
    ).toBe(0.5);
  });
});

describe('fusion', () => {
  it('ranks by score, then by id, and never leaves a document out', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0, max: 3, noNaN: true }), (words, meaning, weight) => {
        const fused = fuse([
          { scores: minMax(words, 0), weight: 1 },
          { scores: minMax(meaning), weight },
        ]);
        expect(new Set(fused.map(({ id }) => id))).toEqual(new Set([...words.keys(), ...meaning.keys()]));
        for (let i = 1; i < fused.length; i++) {
          const [before, after] = [fused[i - 1], fused[i]];
          if (before === undefined || after === undefined) continue;
          expect(before.score > after.score || (before.score === after.score && before.id < after.id)).toBe(
            true,
          );
        }
      }),
    );
  });

  it('does not depend on the order in which a ranking tells its documents', () => {
    fc.assert(
      fc.property(scores, (given) => {
        const turned = new Map([...given].reverse());
        expect(fuse([{ scores: minMax(turned), weight: 1 }])).toEqual(
          fuse([{ scores: minMax(given), weight: 1 }]),
        );
      }),
    );
  });
});

describe('the weight of vectors', () => {
  const gate = { slope: 2.5, enough: 0.45, least: 0.2, most: 2 };
  it('falls as the words suffice', () => {
    expect(vectorWeight(0, gate)).toBe(2);
    expect(vectorWeight(0.45, gate)).toBe(0.2);
    expect(vectorWeight(1, gate)).toBe(0.2);
    expect(vectorWeight(0.225, gate)).toBeCloseTo(1.25);
  });
});

describe('windows', () => {
  it('finds what two sentences say together', () => {
    const question = new Float32Array([Math.SQRT1_2, Math.SQRT1_2]);
    const apart = [new Float32Array([1, 0]), new Float32Array([0, 1])];
    expect(bestWindow(question, apart)).toBeCloseTo(1);
    expect(bestWindow(question, apart.slice(0, 1))).toBeCloseTo(Math.SQRT1_2);
    expect(bestWindow(question, [])).toBe(0);
  });

  it('refuses vectors of different widths', () => {
    expect(() => dot(new Float32Array(2), new Float32Array(3))).toThrow('2 and 3');
  });
});
