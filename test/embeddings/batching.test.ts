import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToTokens, estimateTokens, planBatches } from '../../src/embeddings/batching.ts';

const LIMITS = { inputs: 5, tokensPerInput: 20, tokensPerRequest: 50 };
const text = fc.string({ unit: 'grapheme', maxLength: 60 });

test('batches hold every text once, in order, within all limits', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      const batches = planBatches(texts, LIMITS);
      expect(batches.flat()).toEqual(texts.map((one) => cutToTokens(one, LIMITS.tokensPerInput)));
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(LIMITS.inputs);
        const tokens = batch.reduce((sum, one) => sum + estimateTokens(one), 0);
        expect(tokens).toBeLessThanOrEqual(LIMITS.tokensPerRequest);
      }
    }),
  );
});

test('a cut text is the longest beginning within the limit and splits no character', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 80 }), (whole, limit) => {
      const cut = cutToTokens(whole, limit);
      expect(whole.startsWith(cut)).toBe(true);
      expect(estimateTokens(cut)).toBeLessThanOrEqual(limit);
      expect(cut.isWellFormed()).toBe(whole.isWellFormed());
      const [next] = whole.slice(cut.length);
      if (next !== undefined) {
        const character = String.fromCodePoint(whole.codePointAt(cut.length) ?? 0);
        expect(estimateTokens(cut + character)).toBeGreaterThan(limit);
      }
    }),
  );
});

test('the estimate is above what tokenizers make of dense text', () => {
  // Byte-level tokenizers make at most one token of a byte.
  expect(estimateTokens('混合专家模型')).toBe(18);
  expect(estimateTokens('{}[]()')).toBe(6);
  expect(estimateTokens('expert')).toBe(4);
});
