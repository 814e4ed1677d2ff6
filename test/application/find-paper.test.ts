import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPaper } from '../../src/application/find-paper.ts';
import { UsageError } from '../../src/errors.ts';

const summary = (id: string, title: string, arxivId: string | null = null, doi: string | null = null) => ({
  id,
  title,
  authors: [],
  year: null,
  arxivId,
  doi,
});
const PAPERS = [
  summary('2308.02117', 'VQGraph: Rethinking Graph Representation Space', '2308.02117'),
  summary('10.1145/1', 'Deep Interest Network', null, '10.1145/1'),
  summary('t-1', 'Lightning Attention-2: A Free Lunch'),
  summary('t-2', 'Various Lengths, Constant Speed: Lightning Attention'),
  summary('t-3', 'Light Schrödinger Bridge'),
];

describe('finding a paper', () => {
  it.each([
    ['2308.02117', '2308.02117'],
    ['2308.02117v2', '2308.02117'],
    ['arXiv:2308.02117', '2308.02117'],
    ['https://arxiv.org/pdf/2308.02117v3.pdf', '2308.02117'],
    ['https://doi.org/10.1145/1', '10.1145/1'],
    ['t-1', 't-1'],
    ['vqgraph', '2308.02117'],
    ['deep interest network', '10.1145/1'],
    ['Lightning Attention 2', 't-1'],
    ['schrodinger bridge', 't-3'],
  ])('%s', (wanted, id) => {
    expect(findPaper(wanted, PAPERS)).toBe(id);
  });

  it('lists the papers when several fit', () => {
    expect(() => findPaper('Lightning', [...PAPERS, summary('t-9', 'Lightning Fast')])).toThrow(
      /2 papers fit 'Lightning'/u,
    );
  });

  it('names the nearest titles when none fits', () => {
    try {
      findPaper('deep intrest netwrok', PAPERS);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect((error as UsageError).remedy).toContain('Deep Interest Network');
    }
  });

  it('never finds another paper than the one whose id was given', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
        (ids) => {
          const papers = ids.filter((id) => id.trim() === id).map((id) => summary(id, `title of ${id}`));
          for (const { id } of papers) expect(findPaper(id, papers)).toBe(id);
        },
      ),
    );
  });
});
