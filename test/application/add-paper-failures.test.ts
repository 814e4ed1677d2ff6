import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createArxivCatalogue } from '../../src/catalogue/arxiv-catalogue.ts';
import type { Pace } from '../../src/catalogue/pace.ts';
import { IbidError, IndexError, InterruptedError } from '../../src/errors.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { arxivAnswer, startFakeArxiv, status } from '../support/fake-arxiv.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { FIRST, failureOf, ID, openPlace, REVISED } from './add-paper-support.ts';

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
