import { describe, expect, it } from 'vitest';
import {
  readClaim,
  readEntailment,
  readOutcome,
  readRow,
  readSearches,
} from '../../src/answerer/reply-shapes.ts';

describe('a claim as a model writes it', () => {
  it.each([
    ['as asked for', { quotes: [{ source: 2, quote: 'q' }], claim: 'c' }],
    ['its number as text', { quotes: [{ source: '2', quote: 'q' }], claim: 'c' }],
    ['its number in brackets', { quotes: [{ source: '[2]', quote: 'q' }], claim: 'c' }],
    ['its number with a word', { quotes: [{ source: 'Source 2', quote: 'q' }], claim: 'c' }],
    ['one quote without a list', { quotes: { source: 2, quote: 'q' }, claim: 'c' }],
    ['source and quote beside the claim', { source: 2, quote: 'q', claim: 'c' }],
    ['another name for the quote', { quotes: [{ source: 2, text: 'q' }], claim: 'c' }],
    ['another name for the claim', { quotes: [{ source: 2, quote: 'q' }], statement: 'c' }],
  ])('is read with %s', (_, value) => {
    expect(readClaim(value)).toEqual({ theme: null, quotes: [{ source: 2, quote: 'q' }], text: 'c' });
  });

  it('without a quote is a claim still, so that the check can say what it lacks', () => {
    expect(readClaim({ claim: 'c' })).toEqual({ theme: null, quotes: [], text: 'c' });
  });

  it.each([
    ['nothing', {}],
    ['a number', 7],
    ['a source that is none', { quotes: [{ source: 'both 1 and 2', quote: 'q' }], claim: 'c' }],
    ['a quote that is none', { quotes: [{ source: 1, quote: 4 }], claim: 'c' }],
  ])('is not %s', (_, value) => {
    expect(readClaim(value)).toBeNull();
  });
});

describe('the rest of a reply', () => {
  it('leaves out cells that are none', () => {
    const cell = { source: 1, quote: 'q', text: 't' };
    expect(readRow({ aspect: 'speed', cells: [cell, null, 'not stated', { source: 2 }] })).toEqual({
      aspect: 'speed',
      cells: [cell],
    });
    expect(readRow({ aspect: 'speed' })).toBeNull();
  });

  it('knows an outcome however it is spelled', () => {
    expect(['answered', 'Not stated', 'NOT_IN_CORPUS', 'maybe', 3].map(readOutcome)).toEqual([
      'answered',
      'not-stated',
      'not-in-corpus',
      null,
      null,
    ]);
  });

  it('takes three searches at most, of one line each', () => {
    expect(readSearches(['a\nb', ' ', 'c', 4, 'x'.repeat(200), 'd', 'e'])).toEqual(['a b', 'c', 'd']);
    expect(readSearches('pruning')).toEqual(['pruning']);
    expect(readSearches({})).toEqual([]);
  });

  it('takes no judgement for one that was not asked for', () => {
    expect(readEntailment({ why: 'so', answer: ' Yes ' })).toEqual({ why: 'so', answer: 'yes' });
    expect(readEntailment({ answer: 'perhaps' })).toBeNull();
  });
});
