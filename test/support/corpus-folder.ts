import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { type BuildRequest, buildIndex } from '../../src/indexing/build-index.ts';
import type { IndexReport } from '../../src/indexing/report.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

export interface PaperLine {
  readonly id?: string;
  readonly doi?: string;
  readonly title: string;
  readonly abstract: string;
  readonly year?: number;
}

/** A folder of its own with files of papers and an index beside them. */
export interface Workplace {
  readonly folder: string;
  readonly index: string;
  path(name: string): string;
  /** Writes a JSONL file of papers and gives its path. */
  write(name: string, papers: readonly PaperLine[]): string;
}

export function createWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'ibid-indexing-'));
  const path = (name: string): string => join(root, name);
  return {
    folder: root,
    index: path('index'),
    path,
    write(name, papers) {
      writeFileSync(path(name), papers.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
      return path(name);
    },
  };
}

/** Texts that were embedded, in order. */
export interface RecordingEmbedder extends Embedder {
  readonly texts: string[];
}

export function createRecordingEmbedder(dimensions = 8, fingerprint?: string): RecordingEmbedder {
  const embedder = createHashingEmbedder(dimensions);
  const texts: string[] = [];
  return {
    ...embedder,
    fingerprint: fingerprint ?? embedder.fingerprint,
    texts,
    embedDocuments(some, signal) {
      texts.push(...some);
      return embedder.embedDocuments(some, signal);
    },
  };
}

/** One vector for every text: for tests of many papers. */
export function createConstantEmbedder(): RecordingEmbedder {
  const texts: string[] = [];
  const vector = Float32Array.of(1, 0, 0, 0);
  return {
    name: 'constant',
    fingerprint: 'constant',
    texts,
    dimensions: async () => vector.length,
    async embedDocuments(some) {
      texts.push(...some);
      return some.map(() => vector);
    },
    embedQuery: async () => vector,
  };
}

/** Builds at a place with an index of its own, as a new process would. */
export async function build(
  place: string,
  paths: readonly string[],
  overrides: Partial<BuildRequest> = {},
): Promise<IndexReport> {
  const index = openLanceIndex({ uri: place });
  try {
    return await buildIndex({
      index,
      embedder: createHashingEmbedder(8),
      analyzer: createAnalyzer(),
      paths,
      ...overrides,
    });
  } finally {
    await index.close();
  }
}

/** What a reader of the index sees, after every kind of question was asked once: ids with abstracts, by id. */
export async function readAll(place: string): Promise<Record<string, string>> {
  const index = openLanceIndex({ uri: place });
  try {
    const reader = await index.reader();
    const ids = (await reader.summaries()).map(({ id }) => id).sort();
    const papers = await reader.papers(ids);
    const passages = await reader.passagesOf(ids);
    const joined = Map.groupBy(passages, ({ passage }) => passage.paperId);
    for (const { paper, vector } of papers) {
      const text = (joined.get(paper.id) ?? []).map(({ passage }) => passage.text).join(' ');
      if (text !== paper.abstract) throw new Error(`the passages of ${paper.id} say: ${text}`);
      const near = await reader.nearestPapers(vector, ids.length);
      if (near.length !== ids.length)
        throw new Error(`the vectors find ${near.length} of ${ids.length} papers`);
      const terms = createAnalyzer().terms(paper.abstract);
      const hits = await reader.matchPapers([{ term: terms[0] ?? '', weight: 1 }], ids.length);
      if (!hits.some(({ id }) => id === paper.id)) throw new Error(`full text does not find ${paper.id}`);
    }
    if (reader.manifest.papers !== ids.length || reader.manifest.passages !== passages.length) {
      throw new Error('the manifest counts other papers or passages');
    }
    return Object.fromEntries(papers.map(({ paper }) => [paper.id, paper.abstract]));
  } finally {
    await index.close();
  }
}
