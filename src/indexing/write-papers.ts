import type { Embedder } from '../embeddings/embedder.ts';
import { throwIfAborted } from '../errors.ts';
import { contentHash, paperHash } from '../papers/hashing.ts';
import { mergeRecords } from '../papers/merging.ts';
import { sketchOf } from '../papers/near-duplicates.ts';
import type { IndexWriter, PaperToStore } from '../store/passage-index.ts';
import type { CollectedPaper } from './collect-records.ts';
import { embedPapers } from './embed-papers.ts';
import type { KnownPaper } from './plan.ts';

/** Papers that are embedded and stored at once: writes cost by their number, and this many take some 10 MB. */
const PAPERS_AT_ONCE = 512;

export interface WriteRequest {
  readonly collected: AsyncIterable<CollectedPaper>;
  readonly writer: Pick<IndexWriter, 'put' | 'update'>;
  /** What the tables hold, by id. */
  readonly working: ReadonlyMap<string, KnownPaper>;
  readonly embedder: Embedder;
  /** Told after each paper that needed nothing, and each batch that is stored. */
  readonly onDone: (papers: number) => void;
  /** Hears of every paper, before it is stored. */
  readonly onPaper: (paper: PaperToStore) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Merges, embeds and stores papers in batches. The next batch is read and embedded while the last one is being written. What the
 * tables hold already with the same text is not embedded again.
 */
export async function writePapers(request: WriteRequest): Promise<void> {
  const { writer, signal } = request;
  let writing: Promise<void> = Promise.resolve();
  const write = async (papers: number, store: () => Promise<void>): Promise<void> => {
    await writing;
    throwIfAborted(signal);
    writing = store().then(() => request.onDone(papers));
    // It is awaited before the next write; until then a failure must not count as unheard.
    writing.catch(() => undefined);
  };
  const put = async (papers: readonly PaperToStore[]): Promise<void> => {
    const indexed = await embedPapers(papers, request.embedder, signal);
    await write(papers.length, () => writer.put(indexed));
  };
  let toPut: PaperToStore[] = [];
  let toUpdate: PaperToStore[] = [];
  try {
    for await (const collected of request.collected) {
      const paper = toStore(collected);
      request.onPaper(paper);
      switch (workFor(paper, request.working.get(paper.paper.id))) {
        case 'none':
          request.onDone(1);
          break;
        case 'update':
          toUpdate.push(paper);
          break;
        case 'put':
          toPut.push(paper);
          break;
      }
      if (toPut.length === PAPERS_AT_ONCE) {
        await put(toPut);
        toPut = [];
      }
      if (toUpdate.length === PAPERS_AT_ONCE) {
        const batch = toUpdate;
        toUpdate = [];
        await write(batch.length, () => writer.update(batch));
      }
    }
    if (toPut.length > 0) await put(toPut);
    if (toUpdate.length > 0) await write(toUpdate.length, () => writer.update(toUpdate));
  } finally {
    // Whatever failed, no write may go on once the lock is given back.
    await writing;
  }
}

function toStore({ planned, records }: CollectedPaper): PaperToStore {
  const paper = mergeRecords(
    records.map(({ record }) => record),
    planned.id,
  );
  return {
    paper,
    records,
    contentHash: contentHash(paper),
    paperHash: paperHash(paper),
    sketch: sketchOf(paper.abstract),
  };
}

/** What is to be done for a paper, by what the tables hold under its id. */
function workFor(paper: PaperToStore, stored: KnownPaper | undefined): 'none' | 'update' | 'put' {
  if (stored?.contentHash !== paper.contentHash) return 'put';
  if (stored.paperHash !== paper.paperHash || stored.sources.length !== paper.records.length) return 'update';
  const same = paper.records.every(({ record, hash }, place) => {
    const source = stored.sources[place];
    const { file, line } = record.source;
    return source?.file === file && source.line === line && source.hash === hash;
  });
  return same ? 'none' : 'update';
}
