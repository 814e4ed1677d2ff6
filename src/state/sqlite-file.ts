import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { StateError } from '../errors.ts';
import { identityOf, type Opened, openSqlite, refuseNewer, type SqliteMake } from './open-sqlite.ts';
import { isBusy, stateFailure } from './sqlite-failures.ts';

const RETRY_MILLISECONDS = 25;
const PATIENCE_MILLISECONDS = 5000;

const checkpointRow = z.object({ busy: z.int() });

/** A database of our own that several processes share. */
export interface SqliteFile {
  /** Runs the work in a transaction of its own: all of it is stored, or nothing. Throws StateError. */
  write<Result>(work: (database: DatabaseSync) => Result): Promise<Result>;
  /** Runs the work on one state of the database, whatever others write meanwhile. Throws StateError. */
  read<Result>(work: (database: DatabaseSync) => Result): Promise<Result>;
  /**
   * Empties the log of changes into the database, so that what was deleted is in neither. Never throws: others who read or write stand in
   * the way, and after some patience it is left to them, as the log empties itself in the course of use and when the last one closes it.
   */
  settle(): Promise<void>;
  close(): void;
}

export interface SqliteFileOptions extends SqliteMake {
  /** How long a lock of another process is waited for. */
  readonly patienceMilliseconds?: number;
}

/** The file is opened (and made, if need be) at the first use, and again when something else lies at its path. */
export function createSqliteFile(options: SqliteFileOptions): SqliteFile {
  const { file } = options;
  const patience = options.patienceMilliseconds ?? PATIENCE_MILLISECONDS;
  let opened: Opened | null = null;
  let isClosed = false;

  function drop(): void {
    try {
      opened?.database.close();
    } finally {
      opened = null;
    }
  }

  function current(): DatabaseSync {
    if (isClosed) throw new StateError('failed', `the state file ${file} was closed`);
    if (opened !== null && opened.identity !== identityOf(file)) drop();
    opened ??= openSqlite(options);
    return opened.database;
  }

  async function patiently<Result>(work: () => Result): Promise<Result> {
    const deadline = performance.now() + patience;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw stateFailure(error, file);
      }
      await sleep(RETRY_MILLISECONDS);
    }
  }

  return {
    write: (work) => patiently(() => inTransaction('IMMEDIATE', current(), options, work)),
    read: (work) => patiently(() => inTransaction('DEFERRED', current(), options, work)),
    async settle() {
      const deadline = performance.now() + patience;
      try {
        while (!isLogEmptied(current()) && performance.now() < deadline) await sleep(RETRY_MILLISECONDS);
      } catch {
        // What was written is written; what is wrong with the file or its disk is told by the next use.
      }
    },
    close() {
      isClosed = true;
      drop();
    },
  };
}

/** False when others stood in the way. */
function isLogEmptied(database: DatabaseSync): boolean {
  return checkpointRow.parse(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).busy === 0;
}

function inTransaction<Result>(
  kind: 'IMMEDIATE' | 'DEFERRED',
  database: DatabaseSync,
  make: SqliteMake,
  work: (database: DatabaseSync) => Result,
): Result {
  database.exec(`BEGIN ${kind}`);
  try {
    // A newer ibid may have changed the tables since this one opened them.
    refuseNewer(database, make);
    const result = work(database);
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some failures (a full disk) have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
