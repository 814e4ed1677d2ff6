import type { Embedder } from '../../src/embeddings/embedder.ts';
import { contentHash, recordHash } from '../../src/papers/hashing.ts';
import { mergeRecords } from '../../src/papers/merging.ts';
import { sketchOf } from '../../src/papers/near-duplicates.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { SPLITTER_VERSION, splitIntoPassages } from '../../src/papers/splitting.ts';
import type { IndexedPaper, IndexMake, PassageIndex, WriterOptions } from '../../src/store/passage-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';

export function someRecord(overrides: Partial<PaperRecord> = {}): PaperRecord {
  const abstract = overrides.abstract ?? 'We fold proteins with graphs. The error falls by 12%.';
  return {
    title: 'Folding with graphs',
    titleDerived: false,
    abstract,
    authors: ['Ada Lovelace'],
    year: 2024,
    venue: null,
    arxivId: null,
    doi: null,
    url: null,
    externalId: null,
    source: { file: '/papers/a.jsonl', line: 1, raw: abstract },
    ...overrides,
  };
}

/** A paper of one record, split and embedded as the indexing stage does it. */
export async function indexed(embedder: Embedder, id: string, record: PaperRecord): Promise<IndexedPaper> {
  const paper = mergeRecords([record], id);
  const passages = splitIntoPassages(paper);
  const text = (part: string) => `${paper.title}. ${part}`;
  const vectors = await embedder.embedDocuments([paper.abstract, ...passages.map((p) => p.text)].map(text));
  const [vector, ...own] = vectors as [Float32Array, ...Float32Array[]];
  return {
    paper,
    records: [{ record, hash: recordHash(record) }],
    contentHash: contentHash(paper),
    paperHash: recordHash(record),
    sketch: sketchOf(paper.abstract),
    vector,
    passages: passages.map((passage, place) => ({ passage, vector: own[place] as Float32Array })),
  };
}

export async function makeOf(embedder: Embedder, overrides: Partial<IndexMake> = {}): Promise<IndexMake> {
  return {
    embedder: embedder.name,
    embedderFingerprint: embedder.fingerprint,
    dimensions: await embedder.dimensions(),
    splitter: SPLITTER_VERSION,
    analyzer: createAnalyzer().version,
    ...overrides,
  };
}

export async function writerOptions(
  embedder: Embedder,
  overrides: Partial<WriterOptions> = {},
): Promise<WriterOptions> {
  return { make: await makeOf(embedder), analyzer: createAnalyzer(), ...overrides };
}

/** Stores papers in one batch and commits. */
export async function store(
  index: PassageIndex,
  embedder: Embedder,
  papers: readonly IndexedPaper[],
): Promise<void> {
  const writer = await index.writer(await writerOptions(embedder));
  try {
    await writer.put(papers);
    await writer.commit();
  } finally {
    await writer.close();
  }
}
