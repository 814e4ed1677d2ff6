import { join } from 'node:path';
import { MIGRATIONS } from './migrations.ts';
import { createSqliteFile } from './sqlite-file.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import { createSqliteReplies } from './sqlite-replies.ts';
import { REPLY_BOUNDS, type StateOptions, type StateStore } from './state-store.ts';

/** The state as one SQLite file, `state.sqlite`, of a folder. Only its owner can read either; both are made at the first use. */
export function createSqliteState(
  options: StateOptions & {
    readonly folder: string;
    /** How long a lock of another process is waited for. */
    readonly patienceMilliseconds?: number;
  },
): StateStore {
  const { folder, patienceMilliseconds } = options;
  const file = createSqliteFile({
    file: join(folder, 'state.sqlite'),
    migrations: MIGRATIONS,
    ...(patienceMilliseconds === undefined ? {} : { patienceMilliseconds }),
  });
  return {
    ...createSqliteLedger(file),
    ...createSqliteReplies(file, {
      bounds: options.replies ?? REPLY_BOUNDS,
      now: options.now ?? Date.now,
    }),
    async close() {
      file.close();
    },
  };
}
