import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRis } from '../../src/answerer/answer-ris.ts';
import { readAuthorName } from '../../src/answerer/author-name.ts';
import { somePaper } from '../support/fake-ibid.ts';

type RisRecord = readonly (readonly [tag: string, value: string])[];

/** As strict as any reader may be: throws where a line is no tag with its value, or a record does not begin with TY and end with ER. */
function readRis(text: string): readonly RisRecord[] {
  const records: (readonly [string, string])[][] = [];
  let open: (readonly [string, string])[] | null = null;
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) {
    // Readers differ in what ends a line; none may find an end within one.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
    expect(line).not.toMatch(/[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/u);
    const [, tag, value] = /^([A-Z][A-Z0-9]) {2}- (.*)$/u.exec(line) ?? [];
    if (tag === undefined || value === undefined) throw new Error(`no tag: ${JSON.stringify(line)}`);
    if ((tag === 'TY') !== (open === null)) throw new Error(`${tag} in the wrong place`);
    if (tag === 'ER') {
      expect(value).toBe('');
      records.push(open ?? []);
      open = null;
      continue;
    }
    expect(value).not.toBe('');
    open = [...(open ?? []), [tag, value]];
  }
  expect(open).toBeNull();
  return records;
}

const valuesOf = (record: RisRecord | undefined, tag: string): readonly string[] =>
  (record ?? []).flatMap(([found, value]) => (found === tag ? [value] : []));

describe('RIS of papers', () => {
  it('has a line for all that is known, and ends them as the specification says', () => {
    const paper = somePaper({ venue: 'ICLR 2024', doi: '10.1000/abc', abstract: 'It is fast.' });
    expect(toRis([paper], { abstracts: true }).split('\r\n')).toEqual([
      'TY  - CONF',
      'TI  - VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs',
      'AU  - Yang, Ling',
      'AU  - Tian, Ye',
      'AU  - Xu, Minkai',
      'PY  - 2023',
      'T2  - ICLR 2024',
      'DO  - 10.1000/abc',
      'UR  - https://arxiv.org/abs/2308.02117',
      'AN  - arXiv:2308.02117',
      'DB  - arXiv',
      'AB  - It is fast.',
      'ER  - ',
      '',
    ]);
  });

  it('leaves out what is not known, and abstracts where they are not wanted', () => {
    const bare = somePaper({ authors: [], year: null, arxivId: null, title: 'The Odd One' });
    expect(toRis([bare], { abstracts: false })).toBe('TY  - GEN\r\nTI  - The Odd One\r\nER  - \r\n');
    expect(toRis([], { abstracts: true })).toBe('');
  });

  it.each([
    ['Nature', 'JOUR'],
    ['ACM Computing Surveys 2026', 'JOUR'],
    ['Proceedings of the Royal Society', 'CONF'],
    ['ACM MM 2019', 'CONF'],
    ['WWW 2025', 'CONF'],
    ['Nature Machine Intelligence', 'JOUR'],
    [null, 'GEN'],
  ])('of the venue %s is %s', (venue, type) => {
    expect(valuesOf(readRis(toRis([somePaper({ venue })], { abstracts: false }))[0], 'TY')).toEqual([type]);
  });

  it('keeps a title that looks like lines of RIS in its line', () => {
    const title = 'A title\r\nER  - \r\nTY  - JOUR\u2028TI  - Another';
    const [first, ...others] = readRis(toRis([somePaper({ title })], { abstracts: false }));
    expect(others).toEqual([]);
    expect(valuesOf(first, 'TI')).toEqual(['A title ER - TY - JOUR TI - Another']);
  });

  it.each([
    ['Ada Lovelace', 'Lovelace, Ada'],
    ['Müller, Jürgen', 'Müller, Jürgen'],
    ['Ludwig van Beethoven', 'van Beethoven, Ludwig'],
    ['Martin Luther King, Jr.', 'King, Martin Luther, Jr.'],
    ['Sammy Davis Jr.', 'Davis, Sammy, Jr.'],
    ['King, Jr., Martin Luther', 'King, Martin Luther, Jr.'],
    ['Ken Ii', 'Ii, Ken'],
    ['Plato', 'Plato'],
    ['bell hooks', 'hooks, bell'],
    ['Jane Doe*', 'Doe, Jane'],
    ['Gemini Team', 'Gemini Team,'],
    ['Team OLMo', 'Team OLMo,'],
    ['The Research and Development Group', 'The Research and Development Group,'],
    ['One, Two, Three, Four', 'One; Two; Three; Four,'],
  ])('writes the author %s as %s', (author, written) => {
    expect(
      valuesOf(readRis(toRis([somePaper({ authors: [author] })], { abstracts: false }))[0], 'AU'),
    ).toEqual([written]);
  });

  it('is one well-formed record a paper, whatever stands in it', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'TYER  -\r\n\t,;*aB\u0085\u2028\u0000'), maxLength: 16 }),
      fc.string({ unit: 'binary', maxLength: 16 }),
    );
    const work = fc.record({
      title: text,
      abstract: text,
      authors: fc.array(text, { maxLength: 3 }),
      venue: fc.option(text),
      arxivId: fc.option(text),
      doi: fc.option(text),
      url: fc.option(text),
    });
    fc.assert(
      fc.property(fc.array(work, { maxLength: 3 }), fc.boolean(), (works, abstracts) => {
        const records = readRis(toRis(works.map(somePaper), { abstracts }));
        expect(records).toHaveLength(works.length);
        for (const [index, { title }] of works.entries()) {
          const letters = (words: string): string => words.replace(/[\s\p{Cc}]/gu, '');
          expect(letters(valuesOf(records[index], 'TI').join(''))).toBe(letters(title));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a name in its parts', () => {
  it('loses no letter', () => {
    const name = fc.string({ unit: fc.constantFrom(...'aB ,.é'), maxLength: 14 });
    fc.assert(
      fc.property(name, (written) => {
        const read = readAuthorName(written);
        const parts = read.kind === 'group' ? [read.name] : [read.family, read.given, read.suffix];
        const letters = (text: string): string => [...text.replace(/[\s,]/gu, '')].sort().join('');
        expect(letters(parts.join(''))).toBe(letters(written));
      }),
      { numRuns: 300 },
    );
  });
});
