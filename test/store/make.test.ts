import { describe, expect, it } from 'vitest';
import { describeMismatch, tableNames } from '../../src/store/make.ts';

const make = {
  embedder: 'builtin',
  embedderFingerprint: 'weights-1',
  dimensions: 256,
  splitter: 'sentences-1',
  analyzer: 'terms-1',
};

describe('what an index was made with', () => {
  it('fits itself, whatever the embedder is called', () => {
    expect(describeMismatch(make, { ...make, embedder: 'renamed' })).toBeNull();
    expect(tableNames({ ...make, embedder: 'renamed' })).toEqual(tableNames(make));
  });

  it.each([
    [{ embedderFingerprint: 'weights-2' }, 'the weights of the embedder builtin are others'],
    [
      { embedder: 'openai large', embedderFingerprint: 'large' },
      'embedder builtin, and the settings ask for openai large',
    ],
    [{ dimensions: 128 }, '256 wide, and the embedder’s are 128'.replace('’', "'")],
    [{ splitter: 'sentences-2' }, 'split by sentences-1, and this is sentences-2'],
    [{ analyzer: 'terms-2' }, 'analysed by terms-1, and this is terms-2'],
  ])('does not fit %j, in words, and has tables of its own', (difference, words) => {
    expect(describeMismatch(make, { ...make, ...difference })).toContain(words);
    expect(tableNames({ ...make, ...difference })).not.toEqual(tableNames(make));
  });
});
