import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/answerer/digest.ts';
import { retrievedPaper } from '../support/retrieved.ts';

const ABSTRACT = [
  'Whale song has become popular.',
  'However, recorders are expensive and fail in storms.',
  'We propose KelpEar, a recorder that hangs from kelp.',
  'Specifically, KelpEar filters the sound of waves by a moving net.',
  'Experiments show that KelpEar hears 12% more songs than a buoy.',
  'Code is available at https://example.org/kelp.',
].join(' ');

const digest = (abstract: string, detail: 'short' | 'normal' | 'long') =>
  digestOf(retrievedPaper({ id: 'P', abstract }), detail).map(({ passage }) => passage.text);

describe('the digest of a paper', () => {
  it('is what it is for, what it does and what came of it, in this order', () => {
    expect(digest(ABSTRACT, 'normal')).toEqual(ABSTRACT.split(/(?<=\.) /u).slice(1, 5));
    expect(digest(ABSTRACT, 'short')).toEqual(['We propose KelpEar, a recorder that hangs from kelp.']);
  });

  it('never spends a place on where code can be had', () => {
    for (const detail of ['short', 'normal', 'long'] as const)
      expect(digest(ABSTRACT, detail).join(' ')).not.toContain('Code is available');
  });

  it('says what there is of an abstract that has no sentence of any kind', () => {
    expect(digest('Grey stones beside green water.', 'normal')).toEqual(['Grey stones beside green water.']);
    expect(digest('Grey stones. Tall ferns. Dry sand.', 'normal')).toHaveLength(3);
    expect(digest('Code is available at https://example.org.', 'normal')).toHaveLength(1);
    expect(digest('', 'long')).toEqual([]);
  });
});
