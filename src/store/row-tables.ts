import type { Table } from 'apache-arrow';
import type { ColumnBuilder } from './build-table.ts';
import { TERMS } from './full-text.ts';
import { MANIFEST_NUMBERS, MANIFEST_TEXTS, manifestCells, type StoredManifest } from './manifest-table.ts';
import { encodeSketch, encodeSourceKeys } from './paper-rows.ts';
import type { PaperToStore, StoredPassage } from './passage-index.ts';
import { encodeRecords } from './stored-records.ts';
import type { EncodedVocabulary } from './vocabulary.ts';

/** A row of the table of papers. */
export interface PaperRow extends PaperToStore {
  readonly vector: Float32Array;
  /** What the analyzer made of title (twice) and abstract, joined by spaces. */
  readonly terms: string;
  /** `namesOf` the paper, as JSON. */
  readonly names: string;
  /** Of the write that stored its passages: only passages with the same stamp are its own. */
  readonly stamp: string;
}

export interface PassageRow extends StoredPassage {
  readonly terms: string;
  readonly stamp: string;
}

export function papersTable(builder: ColumnBuilder, rows: readonly PaperRow[], dimensions: number): Table {
  const papers = rows.map(({ paper }) => paper);
  return builder.table([
    builder.text(
      'id',
      papers.map(({ id }) => id),
    ),
    builder.text(
      'title',
      papers.map(({ title }) => title),
    ),
    builder.boolean(
      'title_derived',
      papers.map(({ titleDerived }) => titleDerived),
    ),
    builder.text(
      'abstract',
      papers.map(({ abstract }) => abstract),
    ),
    builder.text(
      'authors',
      papers.map(({ authors }) => JSON.stringify(authors)),
    ),
    builder.integerOrNull(
      'year',
      papers.map(({ year }) => year),
    ),
    builder.textOrNull(
      'venue',
      papers.map(({ venue }) => venue),
    ),
    builder.textOrNull(
      'arxiv_id',
      papers.map(({ arxivId }) => arxivId),
    ),
    builder.textOrNull(
      'doi',
      papers.map(({ doi }) => doi),
    ),
    builder.textOrNull(
      'url',
      papers.map(({ url }) => url),
    ),
    builder.text(
      'records',
      rows.map(({ paper, records }) => encodeRecords(paper, records)),
    ),
    builder.text(
      'source_keys',
      rows.map(({ records }) => encodeSourceKeys(records)),
    ),
    builder.text(
      'content_hash',
      rows.map(({ contentHash }) => contentHash),
    ),
    builder.text(
      'paper_hash',
      rows.map(({ paperHash }) => paperHash),
    ),
    builder.bytes(
      'sketch',
      rows.map(({ sketch }) => encodeSketch(sketch)),
    ),
    builder.text(
      'names',
      rows.map(({ names }) => names),
    ),
    builder.text(
      'stamp',
      rows.map(({ stamp }) => stamp),
    ),
    builder.text(
      TERMS,
      rows.map(({ terms }) => terms),
    ),
    builder.vector(
      'vector',
      dimensions,
      rows.map(({ vector }) => vector),
    ),
  ]);
}

export function passagesTable(
  builder: ColumnBuilder,
  rows: readonly PassageRow[],
  dimensions: number,
): Table {
  const passages = rows.map(({ passage }) => passage);
  return builder.table([
    builder.text(
      'paper_id',
      passages.map(({ paperId }) => paperId),
    ),
    builder.integer(
      'ordinal',
      passages.map(({ ordinal }) => ordinal),
    ),
    builder.integer(
      'start_offset',
      passages.map(({ start }) => start),
    ),
    builder.integer(
      'end_offset',
      passages.map(({ end }) => end),
    ),
    builder.text(
      'text',
      passages.map(({ text }) => text),
    ),
    builder.text(
      'stamp',
      rows.map(({ stamp }) => stamp),
    ),
    builder.text(
      TERMS,
      rows.map(({ terms }) => terms),
    ),
    builder.vector(
      'vector',
      dimensions,
      rows.map(({ vector }) => vector),
    ),
  ]);
}

export function manifestTable(
  builder: ColumnBuilder,
  manifest: StoredManifest,
  words: { readonly vocabulary: EncodedVocabulary; readonly lexicon: Uint8Array },
): Table {
  const { numbers, texts } = manifestCells(manifest);
  return builder.table([
    ...MANIFEST_NUMBERS.map((name, place) => builder.integer(name, [numbers[place] ?? 0])),
    ...MANIFEST_TEXTS.map((name, place) => builder.text(name, [texts[place] ?? ''])),
    builder.bytes('vocabulary_terms', [words.vocabulary.terms]),
    builder.bytes('vocabulary_counts', [words.vocabulary.counts]),
    builder.bytes('lexicon', [words.lexicon]),
  ]);
}
