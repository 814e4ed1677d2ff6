import type { Table } from '@lancedb/lancedb';
import type { RecordBatch } from 'apache-arrow';
import { openLexicon } from '../papers/lexicon.ts';
import { type Cells, floatCells, integerCells, textCells } from './columns.ts';
import { bestHits } from './cut.ts';
import { fullTextQuery } from './full-text.ts';
import { readLexicon, readVocabulary, type StoredManifest } from './manifest-table.ts';
import type { Lance } from './native.ts';
import { reading } from './native-errors.ts';
import { PAPER_COLUMNS, storedPapersIn, summariesIn } from './paper-rows.ts';
import type { Hit, IndexReader, PassageHit, StoredPaper, StoredPassage } from './passage-index.ts';
import { PASSAGE_COLUMNS, passageId, passagesIn } from './passage-rows.ts';
import { collect } from './scan.ts';
import { inFilters } from './sql.ts';
import { decodeVocabulary } from './vocabulary.ts';

export interface ReaderParts {
  readonly lance: Lance;
  readonly address: string;
  readonly stored: StoredManifest;
  /** At the versions that the manifest names. */
  readonly papers: Table;
  readonly passages: Table;
  readonly manifestTable: Table;
  /** A read failed in a way that opening anew may mend. */
  readonly onFailure: () => void;
}

export function createReader(parts: ReaderParts): IndexReader {
  const { lance, address, onFailure, papers, passages, manifestTable } = parts;
  const { papersTable: _papersTable, passagesTable: _passagesTable, ...manifest } = parts.stored;
  const guarded = <Result>(what: string, read: () => Promise<Result>): Promise<Result> =>
    reading({ address, what, read, onFailure });

  return {
    manifest,
    matchPapers: (terms, limit) =>
      guarded('the full-text search of papers', async () => {
        const query = fullTextQuery(lance, terms);
        if (query === null) return [];
        return bestHits(limit, (count) =>
          collect(papers.query().fullTextSearch(query).select(['id', '_score']).limit(count), (batch) => {
            const id = textCells(batch, 'id');
            const score = floatCells(batch, '_score');
            return (row): Hit => ({ id: id(row), score: score(row) });
          }),
        );
      }),
    matchPassages: (terms, limit) =>
      guarded('the full-text search of passages', async () => {
        const query = fullTextQuery(lance, terms);
        if (query === null) return [];
        const columns = ['paper_id', 'ordinal', '_score'];
        return bestHits(limit, (count) =>
          collect(passages.query().fullTextSearch(query).select(columns).limit(count), passageHitsIn),
        );
      }),
    nearestPapers: (vector, limit) =>
      guarded('the search by vectors', async () => {
        requireWidth(vector, manifest.dimensions);
        if (vector.every((value) => value === 0)) return [];
        return bestHits(limit, (count) => {
          const query = papers.query().nearestTo(vector).distanceType('dot').bypassVectorIndex();
          return collect(query.select(['id', '_distance']).limit(count), (batch) => {
            const id = textCells(batch, 'id');
            const distance = floatCells(batch, '_distance');
            return (row): Hit => ({ id: id(row), score: 1 - distance(row) });
          });
        });
      }),
    papers: (ids) =>
      guarded('reading papers', async () => {
        const found = new Map<string, StoredPaper>();
        for (const filter of inFilters('id', ids)) {
          const query = papers.query().where(filter).select(PAPER_COLUMNS.paper);
          const rows = await collect(query, (batch) => storedPapersIn(batch, manifest.dimensions));
          for (const row of rows) found.set(row.paper.id, row);
        }
        return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
      }),
    passagesOf: (paperIds) =>
      guarded('reading passages', async () => {
        const found = new Map<string, StoredPassage[]>();
        for (const filter of inFilters('paper_id', paperIds)) {
          const query = passages.query().where(filter).select(PASSAGE_COLUMNS);
          const rows = await collect(query, (batch) => passagesIn(batch, manifest.dimensions));
          for (const row of rows) {
            const own = found.get(row.passage.paperId);
            if (own === undefined) found.set(row.passage.paperId, [row]);
            else own.push(row);
          }
        }
        for (const own of found.values()) own.sort((a, b) => a.passage.ordinal - b.passage.ordinal);
        return [...new Set(paperIds)].flatMap((id) => found.get(id) ?? []);
      }),
    summaries: () =>
      guarded('listing papers', async () => {
        const all = await collect(papers.query().select(PAPER_COLUMNS.summary), summariesIn);
        return all.sort((a, b) => compare(a.title, b.title) || compare(a.id, b.id));
      }),
    vocabulary: once(() =>
      guarded('reading the vocabulary', async () =>
        decodeVocabulary(await readVocabulary(manifestTable, manifest.generation), manifest.papers),
      ),
    ),
    lexicon: once(() =>
      guarded('reading the lexicon', async () =>
        openLexicon(Buffer.from(await readLexicon(manifestTable, manifest.generation)).toString()),
      ),
    ),
  };
}

/** Reads at the first call; a failed read is tried again at the next. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null;
  return () => {
    value ??= read().catch((error: unknown) => {
      value = null;
      throw error;
    });
    return value;
  };
}

function passageHitsIn(batch: RecordBatch): Cells<PassageHit> {
  const paperId = textCells(batch, 'paper_id');
  const ordinal = integerCells(batch, 'ordinal');
  const score = floatCells(batch, '_score');
  return (row) => ({
    id: passageId(paperId(row), ordinal(row)),
    paperId: paperId(row),
    score: score(row),
  });
}

function requireWidth(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw new RangeError(`a vector for this index is ${dimensions} wide, not ${vector.length}`);
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
