import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { mergeRecords } from '../../src/papers/merging.ts';
import { sketchOf } from '../../src/papers/near-duplicates.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { listPaperFiles } from '../../src/papers/paper-files.ts';
import { createSidecarLibrary } from '../../src/papers/sidecar.ts';
import { SketchIndex } from '../../src/papers/sketch-index.ts';
import { splitIntoPassages } from '../../src/papers/splitting.ts';
import { readAll } from './paper-files-support.ts';

const corpus = fileURLToPath(new URL('../../corpus', import.meta.url));
const { files, ignored, warnings: listWarnings } = await listPaperFiles(corpus);
const sidecars = createSidecarLibrary();
const read = await Promise.all(files.map((file) => readAll(file, { sidecars })));
const records = read.flatMap((file) => file.records);

/** Records grouped by near-equal abstracts alone, without ids. */
function papersByAbstract(): PaperRecord[][] {
  const index = new SketchIndex();
  const groups: PaperRecord[][] = [];
  for (const record of records) {
    const sketch = sketchOf(record.abstract);
    const known = index.nearest(sketch);
    if (known !== null) groups[Number(known)]?.push(record);
    else {
      index.add(String(groups.length), sketch);
      groups.push([record]);
    }
  }
  return groups;
}

describe('the bundled corpus', () => {
  test('every file is read, and nothing else in the folder is taken for papers', () => {
    expect(read.map((file) => [file.format, file.records.length])).toEqual([
      ['daily-papers', 57],
      ['daily-papers', 44],
      ['daily-papers', 52],
      ['abstract-list', 10],
    ]);
    expect(ignored.map((file) => file.split('/').at(-1))).toEqual([
      'README.md',
      'metadata.tsv',
      'titles.tsv',
    ]);
    expect([...listWarnings, ...read.flatMap((file) => file.warnings)]).toEqual([]);
  });

  test('163 records are 159 papers, by their abstracts as by their arXiv ids', () => {
    expect(records).toHaveLength(163);
    const groups = papersByAbstract();
    expect(groups).toHaveLength(159);
    expect(new Set(records.map((record) => record.arxivId)).size).toBe(159);
    for (const group of groups) expect(new Set(group.map((record) => record.arxivId)).size).toBe(1);
  });

  test('the paper that stands in three files remembers all three', () => {
    const group = papersByAbstract().find((candidate) => candidate.length === 3) ?? [];
    const paper = mergeRecords(group);
    expect(paper.title).toMatch(/^OneRec: Unifying Retrieve and Rank/);
    expect(paper.sources.map(({ file, line }) => `${file.split('/').at(-1)}:${line}`)).toEqual([
      'daily-papers-1.txt:165',
      'daily-papers-2.txt:175',
      'daily-papers-3.txt:91',
    ]);
  });

  test('every record has its title, id, year and authors from the sidecars', () => {
    const lacking = records.filter(({ titleDerived, arxivId, year, authors }) => {
      return titleDerived || arxivId === null || year === null || authors.length === 0;
    });
    expect(lacking.map((record) => record.title)).toEqual([]);
    const untitled = records.find((record) =>
      record.abstract.startsWith('Different from other text generation tasks'),
    );
    expect(untitled).toMatchObject({ arxivId: '2503.08454', year: 2019, venue: 'EMNLP-IJCNLP 2019' });
  });

  test('titles and abstracts are clean, and the raw text stays', () => {
    for (const { title, abstract } of records) {
      expect(`${title} ${abstract}`).not.toMatch(/[\\{}$]|\dtimes|cdot|``| {2}/);
    }
    const schrodinger = records.find((record) => record.title === 'Light Schrödinger Bridge');
    expect(schrodinger?.abstract).toContain('the log-Schrödinger potentials');
    expect(schrodinger?.source.raw).toContain(String.raw`Schr\"odinger`);
  });

  test('a title that ends in dots and questions is a title', () => {
    const titles = records.map((record) => record.title);
    expect(titles).toContain(
      'Attention is All You Need? Good Embeddings with Statistics are enough:Large Scale Audio Understanding without Transformers/ Convolutions/ BERTs/ Mixers/ Attention/ RNNs or ....',
    );
  });

  test('abstracts split into whole sentences', () => {
    const passages = records.flatMap(({ abstract }) => splitIntoPassages({ id: 'p', abstract }));
    const odd = passages
      .filter(({ text }) => !/^(?:[A-Z"]|\(?\d\)|kNN-Embed)/.test(text))
      .map(({ text }) => text);
    expect(odd).toEqual([]);
    const short = passages.filter(({ text }) => text.split(' ').length < 3 && !text.includes('https://'));
    expect(short).toEqual([]);
  });
});
