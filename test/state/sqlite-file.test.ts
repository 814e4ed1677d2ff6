import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteFile, type SqliteFile } from '../../src/state/sqlite-file.ts';
import { failureOf, temporaryFolder } from './support.ts';

const FIRST = 'CREATE TABLE notes (text TEXT NOT NULL) STRICT';
const SECOND = "ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'";

function open(file: string, migrations: readonly string[]): SqliteFile {
  const opened = createSqliteFile({ file, migrations });
  onTestFinished(() => opened.close());
  return opened;
}

const write = (file: SqliteFile, text: string) =>
  file.write((database) => void database.prepare('INSERT INTO notes (text) VALUES (?)').run(text));
const notes = (file: SqliteFile) =>
  file.read((database) =>
    database
      .prepare('SELECT * FROM notes')
      .all()
      .map((row) => ({ ...row })),
  );

describe('tables of an older version', () => {
  it('are brought to the present one, with all that they hold', async () => {
    const path = join(temporaryFolder(), 'state.sqlite');
    const old = open(path, [FIRST]);
    await write(old, 'kept');
    old.close();
    expect(await notes(open(path, [FIRST, SECOND]))).toEqual([{ text: 'kept', author: 'nobody' }]);
  });

  it('are brought there once, by whoever comes first', async () => {
    const path = join(temporaryFolder(), 'state.sqlite');
    const files = Array.from({ length: 5 }, () => open(path, [FIRST, SECOND]));
    await Promise.all(files.map((file, index) => write(file, String(index))));
    for (const file of files) expect(await notes(file)).toHaveLength(5);
  });

  it('stay as they are when the way there fails in the middle', async () => {
    const path = join(temporaryFolder(), 'state.sqlite');
    const old = open(path, [FIRST]);
    await write(old, 'kept');
    old.close();
    const failing = open(path, [FIRST, `${SECOND}; DELETE FROM notes; no such statement`]);
    expect(await failureOf(() => notes(failing))).toMatchObject({ reason: 'failed' });
    expect(await notes(open(path, [FIRST]))).toEqual([{ text: 'kept' }]);
  });

  it('are not brought on beneath a program that has them open: that one is told to start anew', async () => {
    const path = join(temporaryFolder(), 'state.sqlite');
    const old = open(path, [FIRST]);
    await write(old, 'kept');
    await notes(open(path, [FIRST, SECOND]));
    expect(await failureOf(() => write(old, 'lost'))).toMatchObject({ reason: 'newer' });
  });
});

describe('a transaction', () => {
  it('stores all of the work or nothing, and the next one can begin', async () => {
    const file = open(join(temporaryFolder(), 'state.sqlite'), [FIRST]);
    await write(file, 'before');
    await failureOf(() =>
      file.write((database) => {
        database.exec("INSERT INTO notes VALUES ('half')");
        database.exec('INSERT INTO notes VALUES (NULL)');
      }),
    );
    await write(file, 'after');
    expect(await notes(file)).toEqual([{ text: 'before' }, { text: 'after' }]);
  });

  it('reads one state of the tables, whatever others write meanwhile', async () => {
    const path = join(temporaryFolder(), 'state.sqlite');
    const file = open(path, [FIRST]);
    await write(file, 'one');
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    const counts = await file.read((database) => {
      const count = database.prepare('SELECT count(*) AS n FROM notes');
      const before = count.get()?.['n'];
      other.exec("INSERT INTO notes VALUES ('two')");
      return [before, count.get()?.['n']];
    });
    expect(counts).toEqual([1, 1]);
    expect(await notes(file)).toHaveLength(2);
  });
});
