import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/grounding/check-claim.ts';
import type { Claim } from '../../src/grounding/claim.ts';
import { figuresOf } from '../../src/grounding/figures.ts';
import { createMarkers } from '../../src/grounding/markers.ts';
import { paperOf } from '../support/papers.ts';

const paper = paperOf({ id: 'P', abstract: 'We are 3.5x faster. Accuracy rises by 41% on 2 datasets.' });
const only = (marker: number) => (marker === 1 ? paper : null);
const kinds = (claim: Claim) => checkClaim(claim, only).map(({ kind }) => kind);
const quoting = (text: string, marker = 1): Claim => ({ text, quotes: [{ marker, text }], check: 'quote' });

describe('the check of a claim', () => {
  it('passes a sentence of the abstract', () => {
    expect(kinds(quoting('Accuracy rises by 41% on 2 datasets.'))).toEqual([]);
  });

  it.each([
    ['a marker that no paper has', quoting('We are 3.5x faster.', 2), 'unknown-marker'],
    ['words that are not in the abstract', quoting('We are 4.5x faster.'), 'not-verbatim'],
    ['an empty quote', quoting(''), 'not-verbatim'],
    ['no quote at all', { text: 'We are fast.', quotes: [], check: 'checked' } as const, 'no-quote'],
    [
      'a claim that passes itself off as its quote',
      {
        text: 'We are the fastest.',
        quotes: [{ marker: 1, text: 'We are 3.5x faster.' }],
        check: 'quote',
      } as const,
      'not-the-quote',
    ],
    [
      'a figure that is not quoted',
      {
        text: 'They gain 42%.',
        quotes: [{ marker: 1, text: 'Accuracy rises by 41%' }],
        check: 'checked',
      } as const,
      'figure-not-quoted',
    ],
    [
      'a unit that is not the quoted one',
      {
        text: 'They gain 41x.',
        quotes: [{ marker: 1, text: 'Accuracy rises by 41%' }],
        check: 'checked',
      } as const,
      'figure-not-quoted',
    ],
  ])('stops %s', (_, claim, kind) => {
    expect(kinds(claim)).toContain(kind);
  });

  it('lets through nothing that is not in the abstract, whatever is claimed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: -1, max: 3 }),
        (text, marker) => {
          if (kinds(quoting(text, marker)).length === 0) {
            expect(marker).toBe(1);
            expect(paper.abstract).toContain(text);
            expect(text.trim()).not.toBe('');
          }
        },
      ),
    );
  });
});

describe('figures', () => {
  it.each([
    ['by 41% and 3.50x', ['41%', '3.5x']],
    ['1,024 GPUs and 2 billion samples', ['1024', '2billion']],
    ['12 percent, 5 times', ['12%', '5x']],
    ['GPT-4 and Llama2 on A100', []],
    ['16× less', ['16x']],
  ])('%s', (text, expected) => {
    expect(figuresOf(text).map(({ value, unit }) => value + unit)).toEqual(expected);
  });
});

describe('markers', () => {
  it('number papers in order and keep them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 20 }), (ids) => {
        const markers = createMarkers();
        const given = ids.map((id) => markers.markerOf(id));
        ids.forEach((id, i) => {
          expect(markers.markerOf(id)).toBe(given[i]);
          expect(markers.paperOf(given[i] as number)).toBe(id);
        });
        expect(markers.paperIds()).toEqual([...new Set(ids)]);
        expect(markers.paperOf(0)).toBeNull();
        expect(markers.paperOf(ids.length + 1)).toBeNull();
      }),
    );
  });
});
