import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { turn } from '../support/kept.ts';
import { BOOKING, DAY } from './booking.ts';
import { stateIn, temporaryFolder } from './support.ts';

const CHILD = fileURLToPath(new URL('state-child.ts', import.meta.url));

interface Work {
  readonly folder: string;
  readonly work: 'books' | 'talks' | 'begins';
  readonly times: number;
  /** Told in what it keeps. */
  readonly name?: string;
  /** It is killed once it has said so many. */
  readonly killAfter?: number;
}

interface Ended {
  /** How often it said that something was stored. */
  readonly said: number;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs a process that keeps things. */
function workApart({ folder, work, times, name = '', killAfter }: Work): Promise<Ended> {
  const { NODE_OPTIONS: _, NODE_NO_WARNINGS: __, ...env } = process.env;
  const child = spawn(process.execPath, [CHILD, folder, String(times), work, name], { env });
  let said = 0;
  let errors = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.length;
    if (said >= (killAfter ?? Number.POSITIVE_INFINITY)) child.kill('SIGKILL');
  });
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ said, errors, code }));
  });
}

describe('several processes at one state', () => {
  it('lose no booking and print nothing, the first of them included', async () => {
    const folder = temporaryFolder();
    const ended = await Promise.all([1, 2, 3].map(() => workApart({ folder, work: 'books', times: 40 })));
    expect(ended).toEqual(ended.map(() => ({ said: 40, errors: '', code: 0 })));
    expect(await stateIn(folder).spent({ day: DAY })).toEqual({
      inputTokens: 12_000,
      outputTokens: 2400,
      estimated: false,
      requests: 120,
    });
  });

  it('lose no turn of a conversation that both add to, and no marker', async () => {
    const folder = temporaryFolder();
    const ended = await Promise.all(
      ['x', 'y'].map((name) => workApart({ folder, work: 'talks', times: 20, name })),
    );
    expect(ended).toEqual(ended.map(() => ({ said: 20, errors: '', code: 0 })));
    const kept = await stateIn(folder).conversation('thread');
    for (const name of ['x', 'y']) {
      const own = Array.from({ length: 20 }, (_, index) => `${name}${index}`);
      const isOwn = (text: string): boolean => text.startsWith(name);
      expect(kept?.turns.map(({ question }) => question).filter(isOwn)).toEqual(own);
      expect(kept?.markers.filter(isOwn)).toEqual(own);
    }
    expect(kept?.markers).toHaveLength(40);
  });
});

describe('a process that is killed in the middle of its work', () => {
  it('loses at most the booking it was at, and the next one goes on', async () => {
    const folder = temporaryFolder();
    let stored = 0;
    for (const killAfter of [1, 7, 60]) {
      const { said, code } = await workApart({ folder, work: 'books', times: 1_000_000, killAfter });
      expect(code).toBeNull();
      const state = stateIn(folder);
      const { requests, inputTokens } = await state.spent({ day: DAY });
      expect(requests - stored).toBeGreaterThanOrEqual(said);
      expect(requests - stored).toBeLessThanOrEqual(said + 1);
      expect(inputTokens).toBe(100 * requests);
      await state.book(BOOKING);
      await state.close();
      stored = requests + 1;
    }
  });

  it('leaves every conversation whole: a turn with its markers, or nothing', async () => {
    const folder = temporaryFolder();
    const { said, code } = await workApart({ folder, work: 'begins', times: 1_000_000, killAfter: 30 });
    expect(code).toBeNull();
    const state = stateIn(folder);
    for (let index = 0; index < said; index += 1)
      expect(await state.conversation(`thread ${index}`)).toEqual({
        key: `thread ${index}`,
        markers: ['a', 'b'],
        turns: [turn(`${index}`)],
      });
    expect(await state.expire(0)).toBeLessThanOrEqual(said + 1);
    await state.close();
    const database = new DatabaseSync(join(folder, 'state.sqlite'));
    expect(database.prepare('SELECT count(*) AS turns FROM turns').get()?.['turns']).toBe(0);
    database.close();
  });
});
