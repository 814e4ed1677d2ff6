import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabularyCounter, decodeVocabulary } from '../../src/store/vocabulary.ts';

const term = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[\n\ud800-\udfff]/u.test(text));

describe('the stored vocabulary', () => {
  it('counts in how many documents a term is, for every term and for no other', () => {
    fc.assert(
      fc.property(fc.array(fc.array(term)), term, (documents, other) => {
        const counter = createVocabularyCounter();
        for (const terms of documents) counter.add(terms);
        const vocabulary = decodeVocabulary(counter.encode(), documents.length);
        const expected = new Map<string, number>();
        for (const terms of documents) {
          for (const own of new Set(terms)) expected.set(own, (expected.get(own) ?? 0) + 1);
        }
        expect(new Set(vocabulary.terms())).toEqual(new Set(expected.keys()));
        for (const own of [...expected.keys(), other]) {
          expect(vocabulary.documentFrequency(own)).toBe(expected.get(own) ?? 0);
        }
      }),
    );
  });

  it('refuses counts that are not of its terms', () => {
    const terms = Buffer.from('a\nb');
    expect(() => decodeVocabulary({ terms, counts: Buffer.alloc(4) }, 1)).toThrow('2 terms and 1 counts');
  });
});
