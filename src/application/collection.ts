import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../embeddings/embedder.ts';
import { throwIfAborted, UsageError } from '../errors.ts';
import type { Collection, CollectionDocument, CollectionRequest } from '../ibid.ts';
import type { CollectedPaper } from '../indexing/collect-records.ts';
import { writePapers } from '../indexing/write-papers.ts';
import { cleanText } from '../papers/cleaning.ts';
import { recordHash } from '../papers/hashing.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { SPLITTER_VERSION } from '../papers/splitting.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { IndexReader, PassageIndex } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';

export interface CollectionParts {
  readonly request: CollectionRequest;
  readonly open: (folder: string) => PassageIndex;
  readonly analyzer: Analyzer;
  readonly embedder: Embedder;
  readonly retrieverOf: (reader: IndexReader, embedder: Embedder) => Retriever;
}

/**
 * Builds an index of the documents in a temporary folder. They are cleaned, split and embedded as papers are, but come past the
 * readers, which would leave out empty ones and merge those that look alike. See Ibid.collection for what is thrown.
 */
export async function openCollection(parts: CollectionParts): Promise<Collection> {
  refuseTwins(parts.request.documents);
  const folder = await mkdtemp(join(tmpdir(), 'ibid-collection-'));
  // A second Ctrl-C ends the process at once: what must happen then has to be done without waiting.
  const removeAtExit = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const index = parts.open(folder);
  const close = async (): Promise<void> => {
    await index.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    process.removeListener('exit', removeAtExit);
  };
  try {
    await build(parts, index);
    const retriever = parts.retrieverOf(await index.reader(), parts.embedder);
    return {
      async rank({ words, limit, signal }) {
        throwIfAborted(signal);
        const found = await retriever.retrieve({
          text: words,
          limit,
          ...(signal === undefined ? {} : { signal }),
        });
        return {
          documents: found.papers.map(({ paper, score }) => ({ id: paper.id, score })),
          degraded: found.degraded,
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function build({ request, analyzer, embedder }: CollectionParts, index: PassageIndex): Promise<void> {
  const { documents, signal, onProgress } = request;
  const total = documents.length;
  let done = 0;
  const report = (): void => onProgress?.({ stage: 'indexing', done, total, unit: 'documents' });
  const writer = await index.writer({
    analyzer,
    make: {
      embedder: embedder.name,
      embedderFingerprint: embedder.fingerprint,
      dimensions: await embedder.dimensions(signal),
      splitter: SPLITTER_VERSION,
      analyzer: analyzer.version,
    },
  });
  try {
    report();
    await writePapers({
      collected: collected(documents),
      writer,
      working: new Map(),
      embedder,
      onPaper: () => throwIfAborted(signal),
      onDone(papers) {
        done += papers;
        report();
      },
      signal,
    });
    throwIfAborted(signal);
    await writer.commit();
  } finally {
    await writer.close();
  }
}

async function* collected(documents: readonly CollectionDocument[]): AsyncGenerator<CollectedPaper> {
  for (const [place, document] of documents.entries()) {
    const record = recordOf(document, place + 1);
    yield {
      planned: { id: document.id, known: null, members: [], unchanged: false },
      records: [{ record, hash: recordHash(record) }],
    };
  }
}

function recordOf({ id, title, text }: CollectionDocument, line: number): PaperRecord {
  return {
    title: cleanText(title),
    titleDerived: false,
    abstract: cleanText(text),
    authors: [],
    year: null,
    venue: null,
    arxivId: null,
    doi: null,
    url: null,
    externalId: id,
    source: { file: 'collection', line, raw: '' },
  };
}

function refuseTwins(documents: readonly CollectionDocument[]): void {
  const ids = new Set<string>();
  for (const { id } of documents) {
    if (ids.has(id))
      throw new UsageError(`two documents of the collection have the id '${id}'`, {
        remedy: 'Give every document an id of its own.',
      });
    ids.add(id);
  }
}
