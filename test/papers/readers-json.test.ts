import { describe, expect, test } from 'vitest';
import { abstractAbout, readText } from './paper-files-support.ts';

const bridges = abstractAbout('bridges');
const rivers = abstractAbout('rivers');
const summary = (read: Awaited<ReturnType<typeof readText>>) => ({
  format: read.format,
  titles: read.records.map((record) => record.title),
  warnings: read.warnings.map((warning) => `${warning.line}: ${warning.message}`),
});

describe('JSON and JSONL', () => {
  test("arXiv's fields", async () => {
    const line = {
      id: 'math.GT/0309136v2',
      title: 'On\n  Schr\\"odinger bridges',
      abstract: `  ${bridges}\n`,
      authors: 'Erwin Schr\\"odinger and A. B. Other',
      authors_parsed: [
        ['Schrödinger', 'Erwin', ''],
        ['Other', 'A. B.', 'Jr.'],
      ],
      categories: 'math.GT',
      doi: '10.1000/ABC.1 10.1000/other',
      'journal-ref': 'J. Bridges 3 (2004)',
      update_date: '2012-01-01',
      versions: [{ version: 'v1', created: 'Mon, 8 Sep 2003 10:00:00 GMT' }],
    };
    const read = await readText('arxiv.jsonl', `${JSON.stringify(line)}\n`);
    expect(read.format).toBe('json-lines');
    expect(read.records).toMatchObject([
      {
        title: 'On Schrödinger bridges',
        titleDerived: false,
        abstract: bridges,
        arxivId: 'math/0309136',
        doi: '10.1000/abc.1',
        year: 2003,
        authors: ['Erwin Schrödinger', 'A. B. Other Jr.'],
        venue: 'J. Bridges 3 (2004)',
        externalId: null,
      },
    ]);
  });

  test("Semantic Scholar's fields, alone and in an answer that holds a list", async () => {
    const paper = {
      paperId: 'f00',
      externalIds: { ArXiv: '2503.14487', DOI: '10.48550/arXiv.2503.14487', CorpusId: 7 },
      title: 'Bridges',
      abstract: bridges,
      authors: [{ authorId: '1', name: 'A. Foo' }],
      references: [{ title: 'Other', abstract: rivers }],
      year: 2025,
      venue: '',
      url: 'https://www.semanticscholar.org/paper/f00',
    };
    const expected = {
      ...{
        title: 'Bridges',
        arxivId: '2503.14487',
        externalId: 'f00',
        year: 2025,
        authors: ['A. Foo'],
        venue: null,
      },
      url: 'https://www.semanticscholar.org/paper/f00',
    };
    const alone = await readText('one.json', JSON.stringify(paper, null, 2));
    expect(alone.records).toMatchObject([expected]);
    const answer = await readText(
      'many.json',
      JSON.stringify({ total: 1, next: null, data: [paper, paper] }, null, 2),
    );
    expect(answer.format).toBe('json');
    expect(answer.records).toMatchObject([expected, { ...expected, source: { line: 30 } }]);
    expect(answer.warnings).toEqual([]);
    const oneLine = await readText('line.json', JSON.stringify({ total: 1, data: [paper] }));
    expect(oneLine.records).toMatchObject([expected]);
  });

  test("BEIR's fields; a record without a title gets one", async () => {
    const lines = [
      {
        _id: '31715818',
        title: 'Bridges',
        text: bridges,
        metadata: { url: 'https://pubmed.org/1', year: 1999 },
      },
      { _id: '2', title: '', text: rivers, metadata: {} },
    ];
    const read = await readText('corpus.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(read.records).toMatchObject([
      { externalId: '31715818', abstract: bridges, url: 'https://pubmed.org/1', year: 1999, arxivId: null },
      { externalId: '2', titleDerived: true },
    ]);
  });

  test('a broken line costs only itself, and its message says what was expected', async () => {
    const good = JSON.stringify({ title: 'Bridges', abstract: bridges });
    const lines = [
      good,
      '{"title": "cut',
      '',
      '[1, 2]',
      '{"title": "T", "abstract": 5}',
      '{"title": "Empty one"}',
      'null',
      good,
    ];
    const read = await readText('some.jsonl', lines.join('\n'));
    expect(read.records.map((record) => record.source.line)).toEqual([1, 8]);
    expect(summary(read).warnings).toEqual([
      expect.stringMatching(
        /^2: not JSON \(.+\); expected an object with "title" and "abstract" \(or "text"\)$/,
      ),
      '4: JSON, but a list; expected an object with "title" and "abstract" (or "text")',
      '5: "abstract" is a number, where text was expected',
      '6: "Empty one" has no abstract, and nothing can be quoted from it',
      '7: JSON, but null; expected an object with "title" and "abstract" (or "text")',
    ]);
  });

  test('a line that is too long, or not UTF-8, is left out and named', async () => {
    const good = JSON.stringify({ title: 'Bridges', abstract: bridges });
    const long = JSON.stringify({ title: 'Long', abstract: 'x'.repeat(5 * 1024 * 1024) });
    const bytes = Buffer.concat([
      Buffer.from(`${good}\n${long}\n`),
      Buffer.from('{"title": "caf\u00e9"}\n', 'latin1'),
      Buffer.from(good),
    ]);
    const read = await readText('long.jsonl', bytes);
    expect(read.records.map((record) => record.source.line)).toEqual([1, 4]);
    expect(summary(read).warnings).toEqual([
      '2: the line is 5.0 MB long; at most 4 MB is read; expected one JSON object',
      '3: the line is not UTF-8 text; expected one JSON object',
    ]);
  });

  test('an array with broken elements', async () => {
    const text = `[\n {"title": "A [{ \\" ", "abstract": "${bridges}"},\n 7,\n "x",\n {"title": bad},\n {"title": "B", "abstract": "${rivers}"}\n]\n`;
    const read = await readText('list.json', text);
    expect(summary(read)).toEqual({
      format: 'json',
      titles: ['A [ "', 'B'],
      warnings: [
        '3: "7…" where an object with "title" and "abstract" was expected',
        '4: a string where an object with "title" and "abstract" was expected',
        expect.stringMatching(/^5: not JSON/),
      ],
    });
    const cut = await readText('cut.json', text.slice(0, -200));
    expect(summary(cut).warnings.at(-1)).toBe(
      '6: the record that begins here is not closed: the file ends in the middle of it',
    );
    expect(cut.records).toHaveLength(1);
  });
});
