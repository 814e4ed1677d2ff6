import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StateError } from '../errors.ts';
import { loadSqlite } from './load-sqlite.ts';

/** "IBID": which program a database belongs to (https://sqlite.org/fileformat2.html, application id). */
const APPLICATION_ID = 0x49424944;

/** How long SQLite itself waits for a lock. The event loop stands still meanwhile, so that longer waits are for the caller. */
const LOCK_MILLISECONDS = 50;

export interface SqliteMake {
  readonly file: string;
  /** SQL that brings a database from the version that is its place in the list to the next. Only ever added to. */
  readonly migrations: readonly string[];
}

export interface Opened {
  readonly database: DatabaseSync;
  /** Which file it is, whatever lies at the path by now. */
  readonly identity: string;
}

/** Opens the file, made and brought to the present tables where need be. Throws StateError, and what SQLite and the disk throw. */
export function openSqlite(make: SqliteMake): Opened {
  const { file } = make;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  makePrivate(file);
  const identity = identityOf(file);
  const database = new (loadSqlite().DatabaseSync)(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${LOCK_MILLISECONDS}`);
    refuseForeign(database, file);
    refuseNewer(database, make);
    // Readers and a writer do not wait for each other. A killed process loses nothing that was committed; a power cut may cost
    // the last transactions, and never the file. What is deleted is overwritten: people are told that it is gone.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
    migrate(database, make);
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

/** Which file lies at a path. */
export function identityOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.dev}:${stat.ino}`;
}

function migrate(database: DatabaseSync, { migrations }: SqliteMake): void {
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

/** Throws StateError when the tables are of a version that is not known here. */
export function refuseNewer(database: DatabaseSync, { file, migrations }: SqliteMake): void {
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
