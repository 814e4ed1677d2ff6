import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bibtexKey, toBibtex } from '../../src/answerer/answer-bibtex.ts';
import { somePaper } from '../support/fake-ibid.ts';

/** Read back as a reference manager would; titles as they were written. */
function readBack(text: string) {
  const { entries, errors } = parse(text, { sentenceCase: false, raw: false });
  expect(errors).toEqual([]);
  return entries;
}

describe('BibTeX of papers', () => {
  it('reads back as what it was made from', () => {
    const paper = somePaper({
      title: 'Costs & gains: 50% of $x_i$ in {GPT-4o} #1 ~ Schrödinger^2 \\o/',
      authors: ['Müller, Jürgen', 'Ada Lovelace', 'The Research and Development Group', 'Team OLMo'],
      doi: '10.1000/a_b(c)%d',
      url: 'https://x.org/a_b?c=1&d=50%25#e',
    });
    const [entry] = readBack(toBibtex([paper]));
    expect(entry?.type).toBe('misc');
    const fields = entry?.fields as Record<string, unknown>;
    expect(String(fields['title']).replace(/<\/?[a-z][^>]*>/gu, '')).toBe(paper.title);
    expect(fields['author']).toMatchObject([
      { lastName: 'Müller', firstName: 'Jürgen' },
      { lastName: 'Lovelace', firstName: 'Ada' },
      { name: 'The Research and Development Group' },
      { name: 'Team OLMo' },
    ]);
    expect(fields).toMatchObject({ year: '2023', doi: paper.doi, url: paper.url, eprint: '2308.02117' });
  });

  it('knows proceedings from journals, and leaves out what is not known', () => {
    const bare = { authors: [], year: null, arxivId: null };
    const [conference, journal, unknown] = readBack(
      toBibtex([
        somePaper({ venue: 'NeurIPS 2023' }),
        somePaper({ venue: 'Nature' }),
        somePaper({ ...bare, title: 'The Odd One' }),
      ]),
    );
    expect(conference).toMatchObject({ type: 'inproceedings', fields: { booktitle: 'NeurIPS 2023' } });
    expect(journal).toMatchObject({ type: 'article', fields: { journal: 'Nature' } });
    expect(unknown).toMatchObject({ type: 'misc', key: 'odd' });
    expect(Object.keys(unknown?.fields ?? {})).toEqual(['title']);
  });

  it.each([
    ['yang2023vqgraph', {}],
    ['muller2023deep', { authors: ['Müller, Jürgen'], title: 'On the Deep' }],
    ['beethoven2023who', { authors: ['Ludwig van Beethoven'], title: 'Who are we?' }],
    ['2023', { authors: [], title: '論文' }],
    ['untitled', { authors: [], year: null, title: '論文' }],
  ])('has the key %s', (key, overrides) => {
    expect(bibtexKey(somePaper(overrides))).toBe(key);
  });

  it('tells papers of one key apart', () => {
    const keys = readBack(toBibtex(Array.from({ length: 28 }, () => somePaper()))).map(({ key }) => key);
    expect(new Set(keys).size).toBe(28);
    expect(keys.slice(0, 3)).toEqual(['yang2023vqgraph', 'yang2023vqgraphb', 'yang2023vqgraphc']);
  });

  it('is one well-formed entry a paper, whatever stands in titles, names and venues', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}\\%$&#_~^"@, aB\n'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, (title, author, venue) => {
        const bibtex = toBibtex([somePaper({ title, authors: [author], venue }), somePaper({ id: 'next' })]);
        // BibTeX itself counts braces behind a backslash too; the parser here does not.
        expect(bibtex.match(/\{/gu)?.length).toBe(bibtex.match(/\}/gu)?.length);
        const entries = readBack(bibtex);
        expect(entries).toHaveLength(2);
        expect(String(entries[1]?.fields['title'])).toContain('Rethinking');
      }),
      { numRuns: 60 },
    );
  });
});
