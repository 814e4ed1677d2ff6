import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CatalogueRecord, PaperCatalogue } from '../../src/catalogue/paper-catalogue.ts';
import { UsageError } from '../../src/errors.ts';
import { buildIndex } from '../../src/indexing/build-index.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { arxivAnswer, startFakeArxiv } from '../support/fake-arxiv.ts';
import { FIRST, FROGS, ID, openPlace, REVISED } from './add-paper-support.ts';

describe('a paper that was not here', () => {
  it('is indexed, with all that arXiv knows of it, and told with the two that are nearest', async () => {
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST) });
    const report = await place.add('https://arxiv.org/abs/2409.01001');
    expect(report).toMatchObject({ isNew: true, changed: true, version: 3, papers: 4, notices: [] });
    expect(report.paper).toMatchObject({
      id: ID,
      arxivId: ID,
      title: 'TideGraph: Codebooks of Local Structure for Distilling Graph Neural Networks',
      authors: ['Inés Oduya', 'Tomáš Lindqvist', 'Wei Marchetti'],
      year: 2024,
      venue: 'Transactions on Learned Codes 7 (2025)',
      doi: '10.1234/tidewater.2025.17',
    });
    expect(report.paper.abstract).toContain('412 times faster');
    expect(report.nearest.map(({ paper }) => paper.id).sort()).toEqual(['2101.00001', '2101.00002']);
    const [codebooks] = report.nearest.filter(({ paper }) => paper.id === '2101.00001');
    expect(codebooks?.sentence).toBe(
      'Graph neural networks are distilled into a codebook of local structures.',
    );
    expect((report.nearest[0]?.score ?? 0) >= (report.nearest[1]?.score ?? 1)).toBe(true);
    expect(await place.paper(ID)).toEqual(report.paper);
  });

  it('stays when the index is built anew from its files, and with --prune', async () => {
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST) });
    await place.add(ID);
    expect(place.files()).toEqual(['2409.01001.xml']);
    expect(readFileSync(join(place.added, '2409.01001.xml'), 'utf8')).toBe(FIRST);
    const { paper } = { paper: await place.paper(ID) };
    const paths = [place.corpus, place.added];
    expect(await buildIndex({ ...place, paths, prune: true })).toMatchObject({ removed: 0, unchanged: 4 });
    const anew = openLanceIndex({ uri: place.path('anew') });
    await buildIndex({ ...place, index: anew, paths });
    expect((await (await anew.reader()).papers([ID]))[0]?.paper).toEqual(paper);
    await anew.close();
  });

  it('is the newest version, whichever was named', async () => {
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST) });
    const { version, notices } = await place.add(`${ID}v1`);
    expect(version).toBe(3);
    expect(notices).toEqual(['Version 1 was named; what is here is the newest, version 3.']);
  });

  it('has none near it where it is alone', async () => {
    const place = await openPlace({
      arxiv: await startFakeArxiv(arxivAnswer('hep-th-9901001')),
      papers: [FROGS],
    });
    expect((await place.add('hep-th/9901001')).nearest).toHaveLength(1);
    expect(place.files()).toEqual(['hep-th-9901001.xml']);
  });
});

describe('a paper that was here', () => {
  it('is brought up to date', async () => {
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST, FIRST, REVISED) });
    await place.add(ID);
    const before = await place.generation();
    expect(await place.add(ID)).toMatchObject({ isNew: false, changed: false, papers: 4 });
    expect(await place.generation()).toBe(before);
    const third = await place.add(ID);
    expect(third).toMatchObject({ isNew: false, changed: true, version: 4, papers: 4 });
    expect(third.paper.title).toBe('TideGraph: Learned Codebooks for Distilling Graph Neural Networks');
    expect(third.paper.abstract).toContain('31 MB');
    expect(third.paper.abstract).not.toContain('ablation');
    expect(place.files()).toEqual(['2409.01001.xml']);
  });

  it('from another source keeps its words, and learns what it lacked', async () => {
    const known = {
      id: ID,
      title: 'TideGraph',
      abstract: 'TideGraph distils graphs. It is 412 times faster.',
    };
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST), papers: [known, FROGS] });
    const { paper, isNew, changed, papers } = await place.add(ID);
    expect({ isNew, changed, papers }).toEqual({ isNew: false, changed: true, papers: 2 });
    expect(paper).toMatchObject({ title: 'TideGraph', abstract: known.abstract, year: 2024 });
    expect(paper.sources.map(({ file }) => file)).toEqual([place.corpus, join(place.added, `${ID}.xml`)]);
  });

  it('is known by its words under another id, too', async () => {
    const abstract = /<summary>\s*([\s\S]*?)\s*<\/summary>/u.exec(FIRST)?.[1] ?? '';
    const twin = { id: '2408.00001', title: 'TideGraph', abstract: abstract.replace(/\s+/gu, ' ') };
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST), papers: [twin, FROGS] });
    const { paper, isNew, papers, nearest } = await place.add(ID);
    expect({ isNew, papers, id: paper.id }).toEqual({ isNew: false, papers: 2, id: '2408.00001' });
    expect(nearest.map((hit) => hit.paper.id)).toEqual(['2101.00003']);
  });
});

describe('several at once', () => {
  it('go one after another, and all are there', async () => {
    const record = (id: string): CatalogueRecord => {
      const text = FIRST.replaceAll(ID, id)
        .replace(/TideGraph/gu, `Tide${id.slice(-1)}`)
        .replace(/<arxiv:doi[^\n]*\n/u, '')
        .replace(/Graph neural networks are accurate[\s\S]*benchmarks\./u, `Paper ${id} is short.`);
      return { arxivId: id, version: 3, text, notices: [] };
    };
    let open = 0;
    let most = 0;
    const catalogue: PaperCatalogue = {
      async fetch(id) {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        if (id.endsWith('2')) throw new UsageError('arXiv has no paper');
        return record(id);
      },
    };
    const place = await openPlace({ catalogue, papers: [FROGS] });
    const settled = await Promise.allSettled(
      ['2409.00001', '2409.00002', '2409.00003'].map((id) => place.add(id)),
    );
    expect(settled.map(({ status: how }) => how)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
    expect(await place.ids()).toEqual(['2101.00003', '2409.00001', '2409.00003']);
  });
});
