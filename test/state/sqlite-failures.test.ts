import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stateFailure } from '../../src/state/sqlite-failures.ts';
import { BOOKING, DAY } from './booking.ts';
import { failureOf, stateIn, temporaryFolder } from './support.ts';

/** Another program at the same file. */
function openBeside(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'state.sqlite'));
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

async function folderWithState(): Promise<string> {
  const folder = temporaryFolder();
  const state = stateIn(folder);
  await state.book(BOOKING);
  await state.close();
  return folder;
}

describe('a state file that cannot be used', () => {
  it('because its folder cannot be made is told with the path and the setting', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const error = await failureOf(() => stateIn(join(folder, 'file', 'state')).book(BOOKING));
    expect(error.reason).toBe('unwritable');
    expect(error.message).toContain(join(folder, 'file', 'state'));
    expect(error.remedy).toMatch(/IBID_STATE/);
  });

  it('because a folder lies in its place is told so, and the folder stays as it is', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'state.sqlite'), { mode: 0o755 });
    const error = await failureOf(() => stateIn(folder).book(BOOKING));
    expect(error).toMatchObject({ reason: 'unwritable' });
    expect(error.message).toMatch(/should be a file/);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'state.sqlite')).mode & 0o777).toBe(0o755);
  });

  // Nothing is forbidden to the administrator.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'because it may not be written is told so, and works again once it may',
    async () => {
      const folder = await folderWithState();
      const state = stateIn(folder);
      chmodSync(join(folder, 'state.sqlite'), 0o400);
      chmodSync(folder, 0o500);
      expect(await failureOf(() => state.book(BOOKING))).toMatchObject({ reason: 'unwritable' });
      chmodSync(folder, 0o700);
      chmodSync(join(folder, 'state.sqlite'), 0o600);
      await state.book(BOOKING);
      expect(await state.spent({ day: DAY })).toMatchObject({ requests: 2 });
    },
  );

  it.each([
    [
      'is text',
      (whole: Buffer) => Buffer.from('these are not the bytes of a database\n'.repeat(whole.length / 38)),
    ],
    ['was overwritten in the middle', (whole: Buffer) => Buffer.from(whole).fill(0xa5, 4096)],
    ['was cut short', (whole: Buffer) => whole.subarray(0, 5000)],
  ])('because it %s is told with what to do, and is left as it was', async (_, damage) => {
    const folder = await folderWithState();
    const file = join(folder, 'state.sqlite');
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    const error = await failureOf(() => stateIn(folder).book(BOOKING));
    expect(error.reason).toBe('corrupt');
    expect(error.message).toMatch(/state\.sqlite is damaged: /);
    expect(error.remedy).toMatch(/Move it aside/);
    expect(readFileSync(file).subarray(4096)).toEqual(damaged.subarray(4096));
  });

  it('because it is damaged works again when it was moved aside, without a new start', async () => {
    const folder = await folderWithState();
    const file = join(folder, 'state.sqlite');
    const whole = readFileSync(file);
    writeFileSync(file, 'no database');
    const state = stateIn(folder);
    expect(await failureOf(() => state.book(BOOKING))).toMatchObject({ reason: 'corrupt' });
    // In the same file, so that nothing but its content tells that it was mended.
    writeFileSync(file, whole);
    await state.book(BOOKING);
    expect(await state.spent({ day: DAY })).toMatchObject({ requests: 2 });
  });

  it('because it holds what was never written there is damaged too', async () => {
    const folder = await folderWithState();
    openBeside(folder).exec('UPDATE usage SET requests = -3');
    expect(await failureOf(() => stateIn(folder).spent({ day: DAY }))).toMatchObject({ reason: 'corrupt' });
  });

  it('because it is another program’s is left to that', async () => {
    const folder = temporaryFolder();
    openBeside(folder).exec('CREATE TABLE usage (bread TEXT)');
    const before = readFileSync(join(folder, 'state.sqlite'));
    const error = await failureOf(() => stateIn(folder).book(BOOKING));
    expect(error).toMatchObject({ reason: 'foreign' });
    expect(error.message).toMatch(/another program/);
    expect(readFileSync(join(folder, 'state.sqlite'))).toEqual(before);
  });

  it('because a newer ibid wrote it is refused, also when that happens while it is open', async () => {
    const folder = await folderWithState();
    const state = stateIn(folder);
    expect(await state.spent({ day: DAY })).toMatchObject({ requests: 1 });
    const newer = openBeside(folder);
    newer.exec('ALTER TABLE usage ADD COLUMN guild TEXT; PRAGMA user_version = 99');
    for (const store of [state, stateIn(folder)]) {
      const error = await failureOf(() => store.book(BOOKING));
      expect(error.reason).toBe('newer');
      expect(error.message).toMatch(/newer ibid \(version 99 of its tables; this one knows \d+\)/);
      expect(await failureOf(() => store.spent({ day: DAY }))).toMatchObject({ reason: 'newer' });
    }
    expect(newer.prepare('SELECT requests FROM usage').all()).toEqual([
      expect.objectContaining({ requests: 1 }),
    ]);
  });
});

describe('a lock of another process', () => {
  it('is waited for, while the program goes on', async () => {
    const folder = await folderWithState();
    const beside = openBeside(folder);
    beside.exec('BEGIN IMMEDIATE');
    const order: string[] = [];
    const booked = stateIn(folder)
      .book(BOOKING)
      .then(() => order.push('booked'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    order.push('released');
    beside.exec('COMMIT');
    await booked;
    expect(order).toEqual(['released', 'booked']);
  });

  it('that never ends is told so, and what can be read is read meanwhile', async () => {
    const folder = await folderWithState();
    const state = stateIn(folder, { patienceMilliseconds: 100 });
    await state.keepReply('a', { text: 'kept', usage: BOOKING.usage, model: 'small' });
    const beside = openBeside(folder);
    beside.exec('BEGIN IMMEDIATE');
    const error = await failureOf(() => state.book(BOOKING));
    expect(error).toMatchObject({ reason: 'busy' });
    expect(error.message).toMatch(/locked by another process/);
    expect(await state.spent({ day: DAY })).toMatchObject({ requests: 1 });
    // That its use cannot be noted costs nobody the reply.
    expect(await state.cachedReply('a')).toMatchObject({ text: 'kept' });
    beside.exec('ROLLBACK');
    await state.book(BOOKING);
    expect(await state.spent({ day: DAY })).toMatchObject({ requests: 2 });
  });
});

describe('the words for a failure', () => {
  it('tell a full disk from all else', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (x); PRAGMA max_page_count = 2');
    let thrown: unknown = null;
    try {
      database.exec('INSERT INTO t VALUES (zeroblob(100000))');
    } catch (error) {
      thrown = error;
    }
    expect(stateFailure(thrown, '/s/state.sqlite')).toMatchObject({
      reason: 'full',
      message: 'the disk of the state file /s/state.sqlite is full',
      remedy: expect.stringMatching(/Free some space/),
    });
    const noSpace = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    expect(stateFailure(noSpace, '/s')).toMatchObject({ reason: 'full' });
  });

  it.each([
    [8, 'unwritable'],
    [1544, 'unwritable'],
    [14, 'unwritable'],
    [5, 'busy'],
    [11, 'corrupt'],
    [267, 'corrupt'],
    [26, 'corrupt'],
    [10, 'failed'],
    [1, 'failed'],
  ])('go by the result code %i: %s', (errcode, reason) => {
    const error = Object.assign(new Error('sqlite says why'), { code: 'ERR_SQLITE_ERROR', errcode });
    expect(stateFailure(error, '/s')).toMatchObject({ reason, remedy: expect.any(String), cause: error });
  });
});
