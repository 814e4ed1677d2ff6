import type { Table } from '@lancedb/lancedb';
import { PAPER_COLUMNS, papersIn, statesIn } from './paper-rows.ts';
import type { CommittedPapers, HashedRecord, StoredState } from './passage-index.ts';
import { collect } from './scan.ts';
import { inFilters } from './sql.ts';

/** The papers of one version of a table; null stands for none. */
export function committedPapers(table: Table | null): CommittedPapers {
  return {
    states: () => statesOf(table),
    async records(ids) {
      if (table === null) return [];
      const found: { readonly id: string; readonly records: readonly HashedRecord[] }[] = [];
      for (const filter of inFilters('id', ids)) {
        const rows = await collect(table.query().where(filter).select(PAPER_COLUMNS.records), papersIn);
        for (const { paper, records } of rows) found.push({ id: paper.id, records });
      }
      return found;
    },
  };
}

export async function* statesOf(table: Table | null): AsyncGenerator<StoredState[], void, void> {
  if (table === null) return;
  for await (const batch of table.query().select(PAPER_COLUMNS.state)) {
    const state = statesIn(batch);
    yield Array.from({ length: batch.numRows }, (_, row) => state(row));
  }
}
