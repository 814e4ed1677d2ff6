import type { RecordBatch } from 'apache-arrow';
import { type Cells, integerCells, textCells, vectorCells } from './columns.ts';
import type { StoredPassage } from './passage-index.ts';

export const PASSAGE_COLUMNS = ['paper_id', 'ordinal', 'start_offset', 'end_offset', 'text', 'vector'];

export function passageId(paperId: string, ordinal: number): string {
  return `${paperId}#${ordinal}`;
}

export function passagesIn(batch: RecordBatch, dimensions: number): Cells<StoredPassage> {
  const paperId = textCells(batch, 'paper_id');
  const ordinal = integerCells(batch, 'ordinal');
  const start = integerCells(batch, 'start_offset');
  const end = integerCells(batch, 'end_offset');
  const text = textCells(batch, 'text');
  const vector = vectorCells(batch, 'vector', dimensions);
  return (row) => ({
    passage: {
      id: passageId(paperId(row), ordinal(row)),
      paperId: paperId(row),
      ordinal: ordinal(row),
      start: start(row),
      end: end(row),
      text: text(row),
    },
    vector: vector(row),
  });
}
