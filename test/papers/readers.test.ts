import { describe, expect, test } from 'vitest';
import { abstractAbout, readText } from './paper-files-support.ts';

const bridges = abstractAbout('bridges');
const rivers = abstractAbout('rivers');
const summary = (read: Awaited<ReturnType<typeof readText>>) => ({
  format: read.format,
  titles: read.records.map((record) => record.title),
  warnings: read.warnings.map((warning) => `${warning.line}: ${warning.message}`),
});

describe('saved "Daily Papers" pages', () => {
  const papers = ['Learning Bridges', bridges, 'Learning Rivers', rivers];
  test.each([
    [
      'with a date',
      [
        'new',
        'Get trending papers in your email inbox!',
        'Subscribe',
        'Daily Papers',
        'byAK and the research community',
        'Aug 20',
      ],
    ],
    [
      'without a date',
      [
        'new',
        'Get trending papers in your email inbox!',
        'Subscribe',
        'Daily Papers',
        'by AK and the research community',
      ],
    ],
    [
      'without a heading',
      [
        'new',
        'Get trending papers in your email inbox!',
        'Subscribe',
        'byAK and the research community',
        'Jun 13',
      ],
    ],
  ])('furniture %s', async (_, furniture) => {
    const read = await readText('page.txt', [...furniture, ...papers].join('\r\n\r\n'));
    expect(summary(read)).toEqual({
      format: 'daily-papers',
      titles: ['Learning Bridges', 'Learning Rivers'],
      warnings: [],
    });
    expect(read.records.map(({ abstract, source }) => [abstract, source.line])).toEqual([
      [bridges, furniture.length * 2 + 1],
      [rivers, furniture.length * 2 + 5],
    ]);
  });

  test('an abstract of several paragraphs, long and short, is one abstract', async () => {
    const second = abstractAbout('arches');
    const blocks = [
      'Learning Bridges',
      bridges,
      second,
      'Our code is available at https://a.b/c.',
      'Learning Rivers',
      rivers,
    ];
    const read = await readText('page', `Daily Papers\n\n${blocks.join('\n\n')}\n`);
    expect(read.records.map((record) => record.abstract)).toEqual([
      `${bridges} ${second} Our code is available at https://a.b/c.`,
      rivers,
    ]);
  });

  test('titles that look like sentences, and abstracts wrapped by hand', async () => {
    const wrapped = rivers.replace(/(.{60,80}) /g, '$1\n');
    const long = `Bridges and Rivers: ${'Learning Large Things Slowly and '.repeat(5)}Well.`;
    const blocks = [
      'Attention Is All You Need.',
      bridges,
      long,
      rivers,
      'What Can Rivers Learn? A Study',
      wrapped,
    ];
    const read = await readText('page', `Daily Papers\n\n${blocks.join('\n\n')}\n`);
    expect(read.records.map(({ title, abstract }) => [title, abstract])).toEqual([
      ['Attention Is All You Need.', bridges],
      [long, rivers],
      ['What Can Rivers Learn? A Study', rivers],
    ]);
  });

  test('a title without an abstract is a warning with its line', async () => {
    const read = await readText(
      'page',
      `Daily Papers\n\nLost One\n\nLearning Bridges\n\n${bridges}\n\nLast Title\n`,
    );
    expect(summary(read)).toMatchObject({
      titles: ['Learning Bridges'],
      warnings: [
        '3: no abstract stands behind the title "Lost One", where a paragraph was expected',
        '9: no abstract stands behind the title "Last Title", where a paragraph was expected',
      ],
    });
    expect(read.warnings.every((warning) => warning.skipped === 1)).toBe(true);
  });
});

describe('lists of abstracts', () => {
  test('each begins with its label, and gets a title that is marked as derived', async () => {
    const text = `Abstract:We propose BridgeNet, a network. ${bridges}\nAbstract: ${rivers}\nand its second line.\n\nAbstract:\n`;
    const read = await readText('list.txt', text);
    expect(summary(read)).toEqual({
      format: 'abstract-list',
      titles: [
        'We propose BridgeNet, a network',
        'We study rivers and propose a method for it that needs no labels',
      ],
      warnings: ['5: nothing stands behind "Abstract:", where the text of an abstract was expected'],
    });
    expect(read.records[1]).toMatchObject({ titleDerived: true, abstract: `${rivers} and its second line.` });
  });
});

describe('BibTeX', () => {
  test('entries, abbreviations, LaTeX and protected capitals', async () => {
    const text = `% exported
@string{jb = "J. Bridges"}
@comment{nothing}
@article{schr2025,
  title = {{BERT}: {Learning {\\"U}ber} Bridges, in 5\\% of cases},
  author = {Schr{\\"o}dinger, Erwin and van der Berg, Anna and {Google AI Team} and others},
  journal = jb, year = 2025, doi = {https://doi.org/10.1000/XYZ},
  abstract = {${bridges} It is $16\\times$ faster~\\cite{x}.},
  eprint = {2503.14487v3}, archivePrefix = {arXiv}
}
@misc{rivers, title = "Rivers", journal={arXiv preprint arXiv:2502.00001}, abstract = "${rivers}"}
`;
    const read = await readText('refs.bib', text);
    expect(summary(read)).toMatchObject({ format: 'bibtex', warnings: [] });
    expect(read.records).toMatchObject([
      {
        title: 'BERT: Learning Über Bridges, in 5% of cases',
        authors: ['Erwin Schrödinger', 'Anna van der Berg', 'Google AI Team'],
        venue: 'J. Bridges',
        year: 2025,
        doi: '10.1000/xyz',
        arxivId: '2503.14487',
        externalId: 'schr2025',
        abstract: `${bridges} It is 16× faster.`,
        source: { line: 4 },
      },
      { title: 'Rivers', arxivId: '2502.00001', venue: null, source: { line: 11 } },
    ]);
  });

  test('an entry that is not closed, and one without an abstract, cost only themselves', async () => {
    const text = `@article{a, title = {Open, abstract = {x}\n@article{b, title = {B}, abstract = {${rivers}}}\n@article{c, title = {C}}\n`;
    expect(summary(await readText('refs.txt', text))).toEqual({
      format: 'bibtex',
      titles: ['B'],
      warnings: [
        '1: the entry that begins here is not closed (a brace is missing); expected an entry such as @article{key, title = {…}, abstract = {…}}',
        '3: "C" has no abstract, and nothing can be quoted from it',
      ],
    });
  });
});

describe('CSV and TSV', () => {
  test('known columns in any order; quoted line breaks; rows that do not fit', async () => {
    const text = `Year,Title,"Abstract Note",Authors,DOI\n2024,"Bridges, again","${bridges}\nMore.",A. Foo; B. Bar,10.1000/x\n2025,Rivers\n2023,Last,"${rivers}",,\n`;
    const read = await readText('export.csv', text);
    expect(read.records).toMatchObject([
      {
        title: 'Bridges, again',
        abstract: `${bridges} More.`,
        authors: ['A. Foo', 'B. Bar'],
        year: 2024,
        doi: '10.1000/x',
      },
      { title: 'Last', authors: [], source: { line: 5 } },
    ]);
    expect(read.records[0]?.source.line).toBe(2);
    expect(summary(read).warnings).toEqual([
      '4: the row has 2 columns, where the header has 5; a cell with a separator or line break must be quoted',
    ]);
  });

  test('tabs, and a quote that is not closed', async () => {
    const tabs = await readText(
      'table',
      `title\tabstract\tarxiv_id\nBridges\tThe 5" model. ${bridges}\tarXiv:2503.14487v1\n`,
    );
    expect(tabs.records).toMatchObject([
      { title: 'Bridges', arxivId: '2503.14487', abstract: `The 5" model. ${bridges}` },
    ]);
    const open = await readText('open.csv', `title,abstract\nA,"${bridges}"\nB,"${rivers}\n`);
    expect(open.records.map((record) => record.title)).toEqual(['A']);
    expect(open.warnings).toHaveLength(1);
    expect(open.warnings[0]?.message).toMatch(/quote/i);
  });
});

describe("arXiv's Atom XML", () => {
  const entry = (id: string, title: string, summaryText: string) => `  <entry>
    <id>http://arxiv.org/abs/${id}</id>
    <published>2025-03-18T17:57:07Z</published>
    <title>${title}</title>
    <summary>  ${summaryText}
    </summary>
    <author><name>Erwin Schrödinger</name></author>
    <author><name>A. Foo</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/X</arxiv:doi>
    <link href="http://arxiv.org/abs/${id}" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/${id}" rel="related"/>
  </entry>
`;
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n  <title>Query</title>\n';

  test('entries', async () => {
    const read = await readText(
      'feed.xml',
      `${head}${entry('2503.14487v2', 'Bridges &amp; 1e5', bridges)}</feed>\n`,
    );
    expect(read.format).toBe('arxiv-atom');
    expect(read.records).toMatchObject([
      {
        title: 'Bridges & 1e5',
        abstract: bridges,
        authors: ['Erwin Schrödinger', 'A. Foo'],
        year: 2025,
        arxivId: '2503.14487',
        doi: '10.1000/x',
        source: { line: 4 },
      },
    ]);
  });

  test('a broken entry costs only itself; one that is cut off is named', async () => {
    const broken = entry('2503.00001', 'Broken <b', bridges);
    const text = `${head}${broken}${entry('2503.00002', 'Rivers', rivers)}${entry('2503.00003', 'Cut', rivers).slice(0, 100)}`;
    expect(summary(await readText('feed', text))).toEqual({
      format: 'arxiv-atom',
      titles: ['Rivers'],
      warnings: [
        expect.stringMatching(/^\d+: the <entry> of line 4 is not well-formed XML/),
        '28: the <entry> that begins here is not closed: the file ends in the middle of it',
      ],
    });
  });

  test('declared entities are refused, not expanded', async () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">]>\n<feed xmlns="http://www.w3.org/2005/Atom">${entry('2503.00001', '&b;', bridges)}</feed>`;
    await expect(readText('bomb.xml', bomb)).rejects.toThrow(/bomb\.xml:2: the feed declares entities/);
  });
});
