import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALTERATIONS, type JudgedClaim, mannerOf, readClaims, SPLITS } from '../../bench/claims-data.ts';
import { corpusPapers } from '../../bench/corpus-papers.ts';
import type { Paper } from '../../src/papers/paper.ts';

let papers: ReadonlyMap<string, Paper>;
let claims: readonly JudgedClaim[];
let folder: string;

beforeAll(async () => {
  papers = await corpusPapers();
  claims = await readClaims(papers);
  folder = await mkdtemp(join(tmpdir(), 'ibid-claims-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the claims that the checks are measured on', () => {
  test('are half true and half altered in either split', () => {
    for (const split of SPLITS) {
      const ofSplit = claims.filter((claim) => claim.split === split);
      expect(ofSplit).toHaveLength(160);
      expect(ofSplit.filter((claim) => claim.true)).toHaveLength(80);
    }
  });

  test.each(ALTERATIONS)('hold each kind of alteration about equally often: %s', (kind) => {
    for (const split of SPLITS) {
      const ofKind = claims.filter((claim) => claim.split === split && claim.alteration === kind);
      expect(ofKind.length).toBeGreaterThanOrEqual(8);
      expect(ofKind.length).toBeLessThanOrEqual(9);
    }
  });

  test('are about every bundled paper', () => {
    expect(papers.size).toBe(159);
    expect(new Set(claims.flatMap(({ quotes }) => quotes.map(({ paperId }) => paperId))).size).toBe(159);
  });

  test('are one or two sentences long, and no two are alike', () => {
    for (const { id, claim } of claims) {
      const words = claim.split(/\s+/u).length;
      expect(words, id).toBeGreaterThanOrEqual(8);
      expect(words, id).toBeLessThanOrEqual(35);
    }
    expect(new Set(claims.map(({ claim }) => claim)).size).toBe(claims.length);
  });

  test('hold true claims in quite other words, of two papers, and with quotes that are near misses', () => {
    const manners = claims.filter((claim) => claim.true).map(mannerOf);
    expect(new Set(manners)).toEqual(new Set(['plain', 'other wording', 'two papers', 'near-miss quote']));
    expect(manners.filter((manner) => manner === 'other wording')).toHaveLength(24);
  });
});

describe('reading claims', () => {
  const ABSTRACT = 'TinyNet needs no labels. It is 16× faster.';
  const library = new Map(['1', '2'].map((id): [string, Paper] => [id, paperOf(id)]));

  test('takes a line that keeps the rules', async () => {
    await expect(read([line({})])).resolves.toHaveLength(1);
    await expect(
      read([
        line({
          quotes: [{ paperId: '1', quote: 'need no labels' }],
          note: 'near-miss quote: an ending dropped',
        }),
      ]),
    ).resolves.toHaveLength(1);
  });

  test.each([
    ['a quote that is not in the abstract', { quotes: [{ paperId: '1', quote: 'needs labels' }] }, 'has not'],
    ['a paper that is not there', { quotes: [{ paperId: '9', quote: 'no labels' }] }, 'no paper "9"'],
    ['no quote', { quotes: [] }, 'quotes'],
    ['an alteration of a true claim', { alteration: 'unit' }, 'alteration must be null'],
    [
      'an altered claim that does not say what of it is',
      { true: false, note: 'x' },
      'alteration must be null',
    ],
    ['an altered claim without a note', { true: false, alteration: 'unit' }, 'note must say'],
    ['an unknown kind of alteration', { true: false, alteration: 'tone', note: 'x' }, 'alteration'],
    ['an unknown split', { split: 'train' }, 'split'],
    ['a near miss that is none', { note: 'near-miss quote: a typo' }, 'all are verbatim'],
  ])('refuses %s, naming the line', async (_, change, words) => {
    const reading = read([line({}), line({ id: 'b', ...change })]);
    await expect(reading).rejects.toThrow(/claims\.jsonl:2: /u);
    await expect(reading).rejects.toThrow(words);
  });

  test('refuses an id that is there twice, and a paper in both splits', async () => {
    await expect(read([line({}), line({})])).rejects.toThrow('"a" is that of line 1');
    await expect(read([line({}), line({ id: 'b', split: 'test' })])).rejects.toThrow(
      'the paper 1 is in the split "dev" on line 1',
    );
    const other = { id: 'b', split: 'test', quotes: [{ paperId: '2', quote: 'no labels' }] };
    await expect(read([line({}), line(other)])).resolves.toHaveLength(2);
  });

  function line(change: object): string {
    const quotes = [{ paperId: '1', quote: 'needs no labels' }];
    const claim = {
      id: 'a',
      split: 'dev',
      claim: 'It works unlabelled.',
      quotes,
      true: true,
      alteration: null,
      note: '',
    };
    return JSON.stringify({ ...claim, ...change });
  }

  async function read(lines: readonly string[]): Promise<JudgedClaim[]> {
    const file = join(folder, 'claims.jsonl');
    await writeFile(file, lines.join('\n'));
    return readClaims(library, file);
  }

  function paperOf(id: string): Paper {
    return {
      id,
      title: 'TinyNet',
      titleDerived: false,
      abstract: ABSTRACT,
      authors: [],
      year: null,
      venue: null,
      arxivId: null,
      doi: null,
      url: null,
      sources: [{ file: '/papers.txt', line: 1, raw: ABSTRACT }],
    };
  }
});
