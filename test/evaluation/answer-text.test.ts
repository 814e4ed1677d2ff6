import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsHeld, quotesSentence, wordCount } from '../../src/evaluation/answer-text.ts';

describe('facts in an answer', () => {
  it.each([
    ['25%', 'raises fidelity by 25% [1]', true],
    ['25%', 'raises fidelity by 125% [1]', false],
    ['25%', 'raises fidelity by 3.25% [1]', false],
    ['25%', 'raises fidelity by 25 points', false],
    ['16', 'needs 16x less', true],
    ['16', 'needs 16.5 hours', false],
    ['16', 'needs 1,160 hours', false],
    ['160', 'it took 160.', true],
    ['3.67', 'is 3.67x faster', true],
    ['capacity predictor', 'two Capacity Predictors decide', true],
    ['expert', 'an inexpert choice', false],
    ['pre-training', 'data for pre training', true],
    ['Schrodinger bridge', 'a light Schrödinger Bridge', true],
    ['log(D)', 'a time of O(\\log(D) \\cdot |p|)', true],
    ['HyperZcdotZcdotW', 'the HyperZ⋅Z⋅W operator', true],
    ['U-Net', 'the **U‑Net** encoder', true],
    ['a<b', 'where a\\<b holds', true],
    ['2', 'nothing but a marker [2]', false],
  ])('finds %j in %j: %s', (fact, answer, held) => {
    expect(factsHeld(answer, [fact])).toEqual(held ? [fact] : []);
  });

  it('finds whatever an answer consists of', () => {
    const word = fc.stringMatching(/^[a-zA-Zäöé0-9%]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word), word, fc.array(word), (before, fact, behind) => {
        expect(factsHeld([...before, fact, ...behind].join(' , '), [fact])).toEqual([fact]);
      }),
    );
  });
});

describe('length of an answer', () => {
  it.each([
    ['“VQGraph is 828x faster.” [1]', 4],
    ['', 0],
    ['| | [1] | [2] |\n| --- | --- | --- |\n| result | 41% faster [1] | not stated |', 5],
  ])('counts the words of %j', (markdown, words) => {
    expect(wordCount(markdown)).toBe(words);
  });
});

describe('the evidence among the quotes', () => {
  const sentence = 'Our approach speeds up sampling by $41\\%$.';

  it('is found as it is, and inside a longer quote', () => {
    expect(quotesSentence(['our approach speeds up sampling by 41%'], sentence)).toBe(true);
    expect(
      quotesSentence(['It is slow.', 'It is. Our approach speeds up sampling by 41%. So.'], sentence),
    ).toBe(true);
  });

  it('is not found in a part of it, nor in words that only begin alike', () => {
    expect(quotesSentence(['Our approach speeds up sampling'], sentence)).toBe(false);
    expect(quotesSentence(['experts'], 'expert')).toBe(false);
  });
});
