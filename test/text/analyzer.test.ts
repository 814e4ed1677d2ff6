import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { foldCharacters, foldForComparison } from '../../src/text/fold.ts';

const { terms } = createAnalyzer();
const shared = (a: string, b: string): string[] => terms(a).filter((term) => terms(b).includes(term));

describe('terms', () => {
  it.each([
    ['U-Net', 'unet'],
    ['flash attention', 'FlashAttention'],
    ['γ-MoD', 'gamma-MoD'],
    ['HyperZ⋅Z⋅W', 'hyperzzw'],
    ['pre-training', 'pretraining'],
    ['mixture of experts', 'Mixture-of-Experts'],
    ['SAEs', 'SAE'],
    ['16×', '16x'],
    ['Schrödinger', 'schrodinger'],
    ['speed-ups', 'speedup'],
  ])('finds %s by %s', (written, asked) => {
    expect(shared(written, asked)).not.toEqual([]);
  });

  it('keeps decimals whole and lets a sentence end', () => {
    expect(terms('improves by 3.67x. Faster')).toEqual(['improv', '3.67x', 'faster']);
    expect(terms('GPT-3.5')).toEqual(['gpt3.5', 'gpt', '3.5']);
  });

  it('leaves out function words and the words of asking', () => {
    expect(terms('What is the paper that they have about?')).toEqual(['paper']);
  });

  it('gives no term that is longer than a word can be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const term of terms(text)) {
          expect(term.length).toBeLessThanOrEqual(40);
          expect(term).not.toMatch(/\s/u);
        }
      }),
    );
  });

  it('does not depend on what was analysed before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 30 }), { maxLength: 5 }),
        fc.string({ maxLength: 60 }),
        (before, text) => {
          const used = createAnalyzer();
          for (const other of before) used.terms(other);
          expect(used.terms(text)).toEqual(createAnalyzer().terms(text));
        },
      ),
    );
  });
});

describe('folding', () => {
  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = foldForComparison(text);
        expect(foldForComparison(once)).toBe(once);
      }),
    );
  });

  it('spells Greek letters and unifies dashes', () => {
    expect(foldCharacters('α–β')).toBe('alpha-beta');
  });
});
