import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createSidecarLibrary } from '../../src/papers/sidecar.ts';
import { abstractAbout, readAll, writeTemporary } from './paper-files-support.ts';

const bridges = abstractAbout('bridges');
const rivers = abstractAbout('rivers');
const HEADER = 'title\tarxiv_id\tyear\tauthors\tvenue\tdoi\n';

async function papersWith(tables: Record<string, string>): Promise<string> {
  const records = [
    { title: 'Learning: BRIDGES!', abstract: bridges },
    { title: 'Rivers', abstract: rivers, id: '2502.00001', authors: ['Own Author'] },
  ];
  const file = await writeTemporary(
    'papers.jsonl',
    records.map((record) => JSON.stringify(record)).join('\n'),
  );
  for (const [name, text] of Object.entries(tables)) await writeFile(join(dirname(file), name), text);
  return file;
}

test('rows match by folded title and by arXiv id, and fill in only what is lacking', async () => {
  const table = `${HEADER}Learning – bridges\t2503.00001\t2025\tA. Foo;B. Bar\tICML 2025\t10.1000/X\nAnother Title\t2502.00001\t1999\tC. Baz\t\t\n`;
  const { records, warnings } = await readAll(await papersWith({ 'metadata.tsv': table }));
  expect(warnings).toEqual([]);
  expect(records).toMatchObject([
    {
      title: 'Learning: BRIDGES!',
      arxivId: '2503.00001',
      year: 2025,
      authors: ['A. Foo', 'B. Bar'],
      venue: 'ICML 2025',
      doi: '10.1000/x',
    },
    { title: 'Rivers', authors: ['Own Author'], year: 2025, venue: null },
  ]);
});

test('the same title with another arXiv id is another paper', async () => {
  const { records } = await readAll(
    await papersWith({ 'm.tsv': `${HEADER}Rivers\t2401.99999\t1999\tC. Baz\tX\t\n` }),
  );
  expect(records[1]).toMatchObject({ arxivId: '2502.00001', venue: null });
});

test('an untitled abstract is found by its first words, and its id leads to the rest', async () => {
  const file = await writeTemporary('list.txt', `Abstract:${bridges}\nAbstract:${rivers}\n`);
  await writeFile(
    join(dirname(file), 'titles.tsv'),
    'abstract_starts_with\ttitle\tarxiv_id\nWe study bridges and propose\tThe True Title\t2503.00001\n',
  );
  await writeFile(
    join(dirname(file), 'metadata.tsv'),
    `${HEADER}Its Old Title\t2503.00001\t2025\tA. Foo\t\t\n`,
  );
  const { records } = await readAll(file);
  expect(records).toMatchObject([
    { title: 'The True Title', titleDerived: false, arxivId: '2503.00001', authors: ['A. Foo'] },
    { titleDerived: true, arxivId: null },
  ]);
});

test('rows that cannot be used are warnings with file and line, told once a folder', async () => {
  const table = `${HEADER}Only\ttwo\nA\tnonsense\t20x5\t\t\t\nB\t2503.00001\t2025\t\t\t\nC\t2503.00001\t2024\t\t\t\n`;
  const file = await papersWith({ 'm.tsv': table, 'other.tsv': 'a\tb\n1\t2\n' });
  const sidecars = createSidecarLibrary();
  const first = await readAll(file, { sidecars });
  expect(
    first.warnings.map(({ file: at, line, message, skipped }) => [
      at.split('/').at(-1),
      line,
      message,
      skipped,
    ]),
  ).toEqual([
    ['m.tsv', 2, 'the row has 2 columns, where the header has 6; it is not used', 0],
    ['m.tsv', 3, '"nonsense" in column arxiv_id is not used: expected an arXiv id such as 2503.14487', 0],
    ['m.tsv', 3, '"20x5" in column year is not used: expected a year such as 2025', 0],
    ['m.tsv', 5, 'the row is of the same paper as line 4; it is not used', 0],
  ]);
  expect((await readAll(file, { sidecars })).warnings).toEqual([]);
});
