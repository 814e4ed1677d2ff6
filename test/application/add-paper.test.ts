import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPaperAdder } from '../../src/application/add-paper.ts';
import { createArxivCatalogue } from '../../src/catalogue/arxiv-catalogue.ts';
import type { Pace } from '../../src/catalogue/pace.ts';
import type { CatalogueRecord, PaperCatalogue } from '../../src/catalogue/paper-catalogue.ts';
import { IbidError, IndexError, InterruptedError, UsageError } from '../../src/errors.ts';
import { buildIndex } from '../../src/indexing/build-index.ts';
import type { IndexRequest } from '../../src/indexing/report.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createWorkplace, type PaperLine } from '../support/corpus-folder.ts';
import { arxivAnswer, type FakeArxiv, fastPace, startFakeArxiv, status } from '../support/fake-arxiv.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';

const ID = '2409.01001';
const FIRST = arxivAnswer(ID);
const REVISED = arxivAnswer('2409.01001v4');
const CODEBOOKS: PaperLine = {
  id: '2101.00001',
  title: 'Codebooks for graphs',
  abstract:
    'Honey bees dance on the comb all summer. Graph neural networks are distilled into a codebook of local structures.',
};
const DISTIL: PaperLine = {
  id: '2101.00002',
  title: 'Distilling networks',
  abstract: 'A multi-layer perceptron learns from a graph neural network at inference.',
};
const FROGS: PaperLine = {
  id: '2101.00003',
  title: 'Glass frogs',
  abstract: 'Glass frogs hide their blood.',
};

/** Papers in an index of their own, and what adds to it. */
async function openPlace(given: {
  readonly arxiv?: FakeArxiv;
  readonly catalogue?: PaperCatalogue;
  readonly pace?: Pace;
  readonly papers?: readonly PaperLine[];
  readonly build?: (request: IndexRequest) => void;
  /** Behind the commit. */
  readonly built?: () => void;
}) {
  const place = createWorkplace();
  onTestFinished(() => rmSync(place.folder, { recursive: true, force: true }));
  const corpus = place.write('corpus.jsonl', given.papers ?? [CODEBOOKS, DISTIL, FROGS]);
  const index = openLanceIndex({ uri: place.index });
  onTestFinished(() => index.close());
  const made = { index, embedder: createHashingEmbedder(64), analyzer: createAnalyzer() };
  const build = async (request: IndexRequest) => {
    given.build?.(request);
    const report = await buildIndex({ ...request, ...made });
    given.built?.();
    return report;
  };
  await buildIndex({ paths: [corpus], ...made });
  const { arxiv, pace = fastPace() } = given;
  const catalogue =
    given.catalogue ?? createArxivCatalogue({ api: arxiv?.api ?? '', userAgent: 'ibid/test', pace });
  const folder = place.path('home/added');
  const add = createPaperAdder({ catalogue, folder, reader: () => index.reader(), build, pace });
  return {
    ...place,
    ...made,
    corpus,
    added: folder,
    add: (idOrLink: string, signal?: AbortSignal) =>
      add({ idOrLink, ...(signal === undefined ? {} : { signal }) }),
    files: () => (existsSync(folder) ? readdirSync(folder) : []),
    ids: async () => (await (await index.reader()).summaries()).map(({ id }) => id).sort(),
    paper: async (id: string) => (await (await index.reader()).papers([id]))[0]?.paper,
    generation: async () => (await index.manifest())?.generation,
  };
}

async function failureOf(work: Promise<unknown>): Promise<IbidError> {
  const error: unknown = await work.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof IbidError) return error;
  throw error;
}

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

describe('when it fails, nothing is half done', () => {
  it.each([
    ['nothing that is an id', 'VQGraph', FIRST, "'VQGraph' is neither an arXiv id nor a link", 0],
    ['an id of no paper', ID, arxivAnswer('empty'), 'arXiv has no paper 2409.01001', 2],
    ['an arXiv that does not answer', ID, status(403), 'does not let this program ask (403)', 1],
  ])('%s', async (_, id, reply, words, requests) => {
    const arxiv = await startFakeArxiv(reply);
    const place = await openPlace({ arxiv });
    expect((await failureOf(place.add(id))).message).toContain(words);
    expect(arxiv.requests).toHaveLength(requests);
    expect(place.files()).toEqual([]);
    expect(await place.generation()).toBe(1);
  });

  it('without an index nothing is asked', async () => {
    const arxiv = await startFakeArxiv(FIRST);
    const place = await openPlace({ arxiv });
    rmSync(place.path('index'), { recursive: true });
    const error = await failureOf(place.add(ID));
    expect(error).toMatchObject({ reason: 'missing' });
    expect(arxiv.requests).toEqual([]);
    expect(place.files()).toEqual([]);
  });

  it('a folder that cannot be written to is named', async () => {
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST) });
    mkdirSync(place.path('home'));
    writeFileSync(place.added, '');
    const error = await failureOf(place.add(ID));
    expect(error.message).toBe(
      `the record of paper ${ID} cannot be kept in ${place.added}: there is a file in the place of the folder`,
    );
    expect(error.remedy).toContain('IBID_HOME');
    expect(await place.generation()).toBe(1);
  });

  it('a build that fails leaves the folder as it was: without the file, or with the one before', async () => {
    let broken = true;
    const place = await openPlace({
      arxiv: await startFakeArxiv(FIRST, FIRST, REVISED),
      build() {
        if (broken) throw new IbidError('the disk is full');
      },
    });
    expect((await failureOf(place.add(ID))).message).toBe('the disk is full');
    expect(place.files()).toEqual([]);
    broken = false;
    await place.add(ID);
    broken = true;
    await failureOf(place.add(ID));
    expect(readFileSync(join(place.added, `${ID}.xml`), 'utf8')).toBe(FIRST);
    expect(place.files()).toEqual([`${ID}.xml`]);
    expect((await place.paper(ID))?.abstract).toContain('ablation');
  });

  it('what fails behind the commit leaves the file, which the index was made from', async () => {
    const place = await openPlace({
      arxiv: await startFakeArxiv(FIRST),
      built() {
        throw new IbidError('the lock cannot be given back');
      },
    });
    expect((await failureOf(place.add(ID))).message).toBe('the lock cannot be given back');
    expect(place.files()).toEqual([`${ID}.xml`]);
    expect(await place.ids()).toContain(ID);
  });

  it('an abort while it is indexed takes the file back', async () => {
    const stop = new AbortController();
    const place = await openPlace({ arxiv: await startFakeArxiv(FIRST), build: () => stop.abort() });
    expect(await failureOf(place.add(ID, stop.signal))).toBeInstanceOf(InterruptedError);
    expect(place.files()).toEqual([]);
    expect(await place.ids()).not.toContain(ID);
  });

  it('an abort while it is fetched stops that', async () => {
    const arxiv = await startFakeArxiv(() => {});
    const place = await openPlace({ arxiv });
    const stop = new AbortController();
    const adding = failureOf(place.add(ID, stop.signal));
    while (arxiv.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await adding).toBeInstanceOf(InterruptedError);
    expect(place.files()).toEqual([]);
  });
});

describe('while another process writes to the index', () => {
  /** Half a minute passes with each wait. */
  function slowPace(onWait: (waits: number) => Promise<void>): Pace {
    let waits = 0;
    return {
      now: () => waits * 29_000,
      async sleep() {
        waits += 1;
        await onWait(waits);
      },
    };
  }
  const make = { dimensions: 64, splitter: 's', analyzer: 'a' };

  async function lockOn(uri: string) {
    const index = openLanceIndex({ uri });
    onTestFinished(() => index.close());
    const { name: embedder, fingerprint: embedderFingerprint } = createHashingEmbedder(64);
    return index.writer({ make: { ...make, embedder, embedderFingerprint }, analyzer: createAnalyzer() });
  }

  it('it is waited for, without the file', async () => {
    let writer: Awaited<ReturnType<typeof lockOn>> | null = null;
    const files: string[][] = [];
    const pace = slowPace(async () => {
      files.push(place.files());
      await writer?.close();
    });
    // The requests need no pace of their own here.
    const arxiv = createArxivCatalogue({ api: (await startFakeArxiv(FIRST)).api, userAgent: 'ibid/test' });
    const place = await openPlace({ catalogue: arxiv, pace });
    writer = await lockOn(place.path('index'));
    expect(await place.add(ID)).toMatchObject({ isNew: true, papers: 4 });
    expect(files).toEqual([[]]);
    expect(place.files()).toEqual([`${ID}.xml`]);
  });

  it('for about a minute, and then that is said', async () => {
    const pace = slowPace(async () => {});
    const arxiv = createArxivCatalogue({ api: (await startFakeArxiv(FIRST)).api, userAgent: 'ibid/test' });
    const place = await openPlace({ catalogue: arxiv, pace });
    const writer = await lockOn(place.path('index'));
    const error = await failureOf(place.add(ID));
    await writer.close();
    expect(error).toBeInstanceOf(IndexError);
    expect(error.message).toBe(
      'the paper was not added: for a minute another process has been writing to the index',
    );
    expect(error.remedy).toBe('Add it again when that has finished.');
    expect(pace.now()).toBeGreaterThanOrEqual(60_000);
    expect(place.files()).toEqual([]);
    expect(await place.ids()).not.toContain(ID);
  });
});
