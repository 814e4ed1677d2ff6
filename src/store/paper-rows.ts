import type { RecordBatch } from 'apache-arrow';
import { z } from 'zod';
import type { Paper } from '../papers/paper.ts';
import {
  booleanCells,
  bytesCells,
  type Cells,
  integerOrNullCells,
  textCells,
  textOrNullCells,
  vectorCells,
} from './columns.ts';
import { corrupt } from './native-errors.ts';
import type { HashedRecord, PaperSummary, StoredPaper, StoredState } from './passage-index.ts';
import { decodeRecords } from './stored-records.ts';

const SUMMARY_COLUMNS = ['id', 'title', 'authors', 'year', 'arxiv_id', 'doi'];
const TEXT_COLUMNS = [...SUMMARY_COLUMNS, 'title_derived', 'abstract', 'venue', 'url', 'records'];

/** The columns that each way of reading a paper's row needs, and no other. */
export const PAPER_COLUMNS = {
  summary: SUMMARY_COLUMNS,
  paper: [...TEXT_COLUMNS, 'vector'],
  records: TEXT_COLUMNS,
  state: ['id', 'content_hash', 'paper_hash', 'sketch', 'arxiv_id', 'doi', 'source_keys'],
};

const authorsSchema = z.array(z.string());
const sourceKeysSchema = z.array(z.tuple([z.string(), z.number().int(), z.string()])).min(1);

function json<Value>(schema: z.ZodType<Value>, text: string, what: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw corrupt(`${what} of a stored paper cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}

export function summariesIn(batch: RecordBatch): Cells<PaperSummary> {
  const id = textCells(batch, 'id');
  const title = textCells(batch, 'title');
  const authors = textCells(batch, 'authors');
  const year = integerOrNullCells(batch, 'year');
  const arxivId = textOrNullCells(batch, 'arxiv_id');
  const doi = textOrNullCells(batch, 'doi');
  return (row) => ({
    id: id(row),
    title: title(row),
    authors: json(authorsSchema, authors(row), 'the authors'),
    year: year(row),
    arxivId: arxivId(row),
    doi: doi(row),
  });
}

export interface PaperWithRecords {
  readonly paper: Paper;
  readonly records: readonly HashedRecord[];
}

export function papersIn(batch: RecordBatch): Cells<PaperWithRecords> {
  const summary = summariesIn(batch);
  const titleDerived = booleanCells(batch, 'title_derived');
  const abstract = textCells(batch, 'abstract');
  const venue = textOrNullCells(batch, 'venue');
  const url = textOrNullCells(batch, 'url');
  const records = textCells(batch, 'records');
  return (row) => {
    const { id, ...known } = summary(row);
    const fields = {
      ...known,
      titleDerived: titleDerived(row),
      abstract: abstract(row),
      venue: venue(row),
      url: url(row),
    };
    const hashed = decodeRecords(fields, records(row));
    return { paper: { id, ...fields, sources: hashed.map(({ record }) => record.source) }, records: hashed };
  };
}

export function storedPapersIn(batch: RecordBatch, dimensions: number): Cells<StoredPaper> {
  const paper = papersIn(batch);
  const vector = vectorCells(batch, 'vector', dimensions);
  return (row) => ({ paper: paper(row).paper, vector: vector(row) });
}

/** What a state compares of a source: file, line and hash of the record. */
export function encodeSourceKeys(records: readonly HashedRecord[]): string {
  return JSON.stringify(records.map(({ record, hash }) => [record.source.file, record.source.line, hash]));
}

export function statesIn(batch: RecordBatch): Cells<StoredState> {
  const id = textCells(batch, 'id');
  const contentHash = textCells(batch, 'content_hash');
  const paperHash = textCells(batch, 'paper_hash');
  const sketch = bytesCells(batch, 'sketch');
  const arxivId = textOrNullCells(batch, 'arxiv_id');
  const doi = textOrNullCells(batch, 'doi');
  const keys = textCells(batch, 'source_keys');
  return (row) => ({
    id: id(row),
    contentHash: contentHash(row),
    paperHash: paperHash(row),
    sketch: decodeSketch(sketch(row)),
    arxivId: arxivId(row),
    doi: doi(row),
    sources: json(sourceKeysSchema, keys(row), 'the sources').map(([file, line, hash]) => ({
      file,
      line,
      hash,
    })),
  });
}

export function encodeSketch(sketch: Uint32Array): Uint8Array {
  const bytes = Buffer.alloc(sketch.length * 4);
  for (const [place, value] of sketch.entries()) bytes.writeUInt32LE(value, place * 4);
  return bytes;
}

function decodeSketch(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, place) => view.getUint32(place * 4, true));
}
