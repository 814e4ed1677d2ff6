import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { indexed, makeOf, someRecord, store, writerOptions } from '../support/stored-papers.ts';

const embedder = createHashingEmbedder(8);
const place = (): string => join(mkdtempSync(join(tmpdir(), 'ibid-upkeep-')), 'index');

function filesBelow(folder: string): { readonly count: number; readonly bytes: number } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((entry) => entry.isFile());
  return { count: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

describe('an index that is written again and again', () => {
  it('keeps to a bounded number of files, and its readers keep what they opened', async () => {
    const uri = place();
    const index = openLanceIndex({ uri, cleanupMargin: 300 });
    const others = await Promise.all(
      Array.from({ length: 20 }, (_, number) => indexed(embedder, `p${number}`, someRecord())),
    );
    await store(index, embedder, others);
    const sizes: { readonly count: number; readonly bytes: number }[] = [];
    for (let run = 1; run <= 30; run += 1) {
      const before = await index.reader();
      const changed = await indexed(embedder, 'p0', someRecord({ abstract: `Run ${run} is over.` }));
      await store(index, embedder, [changed]);
      const [old] = await before.papers(['p0']);
      expect(old?.paper.abstract).toBe(run === 1 ? someRecord().abstract : `Run ${run - 1} is over.`);
      const [now] = await (await index.reader()).papers(['p0']);
      expect(now?.paper.abstract).toBe(`Run ${run} is over.`);
      sizes.push(filesBelow(uri));
    }
    const most = (from: number, to: number) => Math.max(...sizes.slice(from, to).map(({ count }) => count));
    // Without cleaning up it would be twice as many.
    expect(most(20, 30)).toBeLessThan(most(0, 15) * 1.5);
    const passages = await (await index.reader()).passagesOf(['p0', 'p7']);
    expect(passages.map(({ passage }) => passage.id)).toEqual(['p0#0', 'p7#0', 'p7#1']);
    await index.close();
  }, 60_000);
});

describe('an index that changes below a reader', () => {
  it('is found again after it was deleted and built anew', async () => {
    const uri = place();
    const index = openLanceIndex({ uri });
    await store(index, embedder, [await indexed(embedder, 'old', someRecord())]);
    await (await index.reader()).papers(['old']);
    rmSync(uri, { recursive: true });
    await expect(index.reader()).rejects.toMatchObject({ reason: 'missing' });
    const other = openLanceIndex({ uri });
    await store(other, embedder, [await indexed(embedder, 'new', someRecord())]);
    await other.close();
    const found = await (await index.reader()).summaries();
    expect(found.map(({ id }) => id)).toEqual(['new']);
    await index.close();
  });

  it('is said to be unreadable when files of it are gone, never empty', async () => {
    const uri = place();
    const first = openLanceIndex({ uri });
    await store(first, embedder, [await indexed(embedder, 'p', someRecord())]);
    await first.close();
    const tables = readdirSync(uri).filter((name) => name.startsWith('papers_'));
    for (const table of tables) {
      const data = join(uri, table, 'data');
      cpSync(data, join(uri, '..', 'backup'), { recursive: true });
      rmSync(data, { recursive: true });
    }
    const index = openLanceIndex({ uri });
    await expect(index.reader().then((reader) => reader.papers(['p']))).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining(uri),
      remedy: expect.stringContaining('ibid index'),
    });
    // Once they are back, the same index answers again.
    for (const table of tables)
      cpSync(join(uri, '..', 'backup'), join(uri, table, 'data'), { recursive: true });
    expect(await (await index.reader()).papers(['p'])).toHaveLength(1);
    await index.close();
  });
});

describe('a place that is no index', () => {
  it('is not made by looking for one', async () => {
    const uri = place();
    const index = openLanceIndex({ uri });
    await expect(index.reader()).rejects.toMatchObject({ reason: 'missing' });
    expect(existsSync(uri)).toBe(false);
    await index.close();
  });

  it('is said to be a file when it is one', async () => {
    const uri = place();
    writeFileSync(uri, 'text');
    const index = openLanceIndex({ uri });
    await expect(index.reader()).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining(`${uri} is a file`),
    });
    await index.close();
  });
});

describe('what a dead writer left', () => {
  it('is kept for the next one to use, and no passage is left without its paper', async () => {
    const uri = place();
    const index = openLanceIndex({ uri });
    const [a, b] = await Promise.all(['a', 'b'].map((id) => indexed(embedder, id, someRecord())));
    if (a === undefined || b === undefined) throw new Error('no papers');
    const dead = await index.writer({
      make: await makeOf(embedder),
      analyzer: createAnalyzer(),
      onWrite(step) {
        if (step === 'replace papers') throw new Error('dead');
      },
    });
    await dead.put([a]);
    // Passages of b come to the table, b itself does not.
    await expect(dead.put([b, a])).rejects.toThrow('dead');
    await dead.close();
    const writer = await index.writer(await writerOptions(embedder));
    expect(writer.dirty).toBe(true);
    expect((await Array.fromAsync(writer.working())).flat().map(({ id }) => id)).toEqual(['a']);
    const manifest = await writer.commit();
    await writer.close();
    expect(manifest).toMatchObject({ papers: 1, passages: 2 });
    expect((await (await index.reader()).passagesOf(['a', 'b'])).map(({ passage }) => passage.id)).toEqual([
      'a#0',
      'a#1',
    ]);
    await index.close();
  });
});
