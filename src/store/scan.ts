import type { RecordBatch } from 'apache-arrow';
import type { Cells } from './columns.ts';

/** Every row of a query's result. */
export async function collect<Row>(
  query: AsyncIterable<RecordBatch>,
  rowsIn: (batch: RecordBatch) => Cells<Row>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of query) {
    const cell = rowsIn(batch);
    for (let row = 0; row < batch.numRows; row += 1) rows.push(cell(row));
  }
  return rows;
}
