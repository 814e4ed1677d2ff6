import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { StateError } from '../errors.ts';
import { loadSqlite } from './load-sqlite.ts';
import { isBusy, stateFailure } from './sqlite-failures.ts';

/** "IBID": which program a database belongs to (https://sqlite.org/fileformat2.html, application id). */
const APPLICATION_ID = 0x49424944;

/** How long SQLite itself waits for a lock. The event loop stands still meanwhile, so that the long wait is ours. */
const LOCK_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 25;
const PATIENCE_MILLISECONDS = 5000;

/** A database of our own that several processes share. */
export interface SqliteFile {
  /** Runs the work in a transaction of its own: all of it is stored, or nothing. Throws StateError. */
  write<Result>(work: (database: DatabaseSync) => Result): Promise<Result>;
  /** Runs the work on one state of the database, whatever others write meanwhile. Throws StateError. */
  read<Result>(work: (database: DatabaseSync) => Result): Promise<Result>;
  close(): void;
}

export interface SqliteFileOptions {
  readonly file: string;
  /** SQL that brings a database from the version that is its place in the list to the next. Only ever added to. */
  readonly migrations: readonly string[];
  /** How long a lock of another process is waited for. */
  readonly patienceMilliseconds?: number;
}

interface Opened {
  readonly database: DatabaseSync;
  /** Which file it is, whatever lies at the path by now. */
  readonly identity: string;
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
    opened ??= openFile(options);
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
    close() {
      isClosed = true;
      drop();
    },
  };
}

function inTransaction<Result>(
  kind: 'IMMEDIATE' | 'DEFERRED',
  database: DatabaseSync,
  options: SqliteFileOptions,
  work: (database: DatabaseSync) => Result,
): Result {
  database.exec(`BEGIN ${kind}`);
  try {
    // A newer ibid may have changed the tables since this one opened them.
    refuseNewer(database, options);
    const result = work(database);
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some failures (a full disk) have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function openFile(options: SqliteFileOptions): Opened {
  const { file } = options;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  makePrivate(file);
  const identity = identityOf(file);
  const database = new (loadSqlite().DatabaseSync)(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${LOCK_MILLISECONDS}`);
    refuseForeign(database, file);
    refuseNewer(database, options);
    // Readers and a writer do not wait for each other. A killed process loses nothing that was committed; a power cut may cost
    // the last transactions, and never the file. What is deleted is overwritten: people are told that it is gone.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
    migrate(database, options);
    return { database, identity };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * SQLite gives the files beside it the same mode. A file that is there is not opened: closing it again would end the locks that
 * another connection of this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
function makePrivate(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    createPrivate(file);
    return;
  }
  if (!stat.isFile())
    throw new StateError('unwritable', `the state should be a file, but ${file} is none`, {
      remedy: 'Move what is there aside, or set IBID_STATE to another folder.',
    });
  if ((stat.mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch {
    // Somebody else's file that this user may write, or a disk that knows no modes: both were chosen.
  }
}

function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function identityOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.dev}:${stat.ino}`;
}

function migrate(database: DatabaseSync, { migrations }: SqliteFileOptions): void {
  if (pragma(database, 'user_version') >= migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    const version = pragma(database, 'user_version');
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function refuseNewer(database: DatabaseSync, { file, migrations }: SqliteFileOptions): void {
  const version = pragma(database, 'user_version');
  if (version <= migrations.length) return;
  throw new StateError(
    'newer',
    `the state file ${file} was written by a newer ibid (version ${version} of its tables; this one knows ${migrations.length})`,
    { remedy: 'Update this ibid and start it again, or set IBID_STATE to another folder.' },
  );
}

function refuseForeign(database: DatabaseSync, file: string): void {
  const id = pragma(database, 'application_id');
  if (id === APPLICATION_ID) return;
  const { tables } = z
    .object({ tables: z.number() })
    .parse(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get());
  if (id === 0 && tables === 0) return;
  throw new StateError('foreign', `the state file ${file} is a database of another program`, {
    remedy: 'Set IBID_STATE to a folder of its own.',
  });
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return z.record(z.string(), z.number()).parse(database.prepare(`PRAGMA ${name}`).get())[name] ?? 0;
}
