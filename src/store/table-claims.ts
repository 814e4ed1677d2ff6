import type { Connection, Table } from '@lancedb/lancedb';
import { createColumnBuilder } from './build-table.ts';
import { integerCells, textCells, textOrNullCells } from './columns.ts';
import { loadArrow } from './native.ts';
import { sqlString } from './sql.ts';
import { type Claim, type ClaimStore, claimSchema, type SeenClaim } from './writer-lock.ts';

const TABLE = 'writers';
const COLUMNS = ['id', 'host', 'pid', 'start_mark', 'started_at', 'beat_at'];

/** Claims as rows of a table, for places that have no files. Appends never conflict, so that every claim is seen. */
export function createTableClaims(connection: Connection): ClaimStore {
  const builder = createColumnBuilder(loadArrow());
  const rowOf = (claim: Claim) =>
    builder.table([
      builder.text('id', [claim.id]),
      builder.text('host', [claim.host]),
      builder.integer('pid', [claim.pid]),
      builder.textOrNull('start_mark', [claim.startMark]),
      builder.text('started_at', [claim.startedAt]),
      builder.text('beat_at', [new Date().toISOString()]),
    ]);
  const opened = async (): Promise<Table> => {
    const table = await connection.openTable(TABLE);
    await table.checkoutLatest();
    return table;
  };
  return {
    async publish(claim) {
      const row = rowOf(claim);
      const table = await connection.createEmptyTable(TABLE, row.schema, { existOk: true });
      await table.add(row);
    },
    async all() {
      const table = await opened();
      const seen: SeenClaim[] = [];
      for await (const batch of table.query().select(COLUMNS)) {
        const text = (name: string) => textCells(batch, name);
        const [id, host, startedAt, beatAt] = [text('id'), text('host'), text('started_at'), text('beat_at')];
        const pid = integerCells(batch, 'pid');
        const startMark = textOrNullCells(batch, 'start_mark');
        for (let row = 0; row < batch.numRows; row += 1) {
          const claim = claimSchema.parse({
            id: id(row),
            host: host(row),
            pid: pid(row),
            startMark: startMark(row),
            startedAt: startedAt(row),
          });
          const place = `the row with id ${claim.id} of its table "${TABLE}"`;
          seen.push({ claim, beatAt: Date.parse(beatAt(row)), place });
        }
      }
      return seen;
    },
    async withdraw(id) {
      const table = await opened();
      await table.delete(`id = ${sqlString(id)}`);
      // Each beat is a version of the table, and nobody reads old ones.
      if ((await table.countRows()) === 0)
        await table.optimize({ cleanupOlderThan: new Date() }).catch(() => {});
    },
    async beat(id) {
      const table = await opened();
      const values = { beat_at: new Date().toISOString() };
      const { rowsUpdated } = await table.update({ values, where: `id = ${sqlString(id)}` });
      return rowsUpdated > 0;
    },
  };
}
