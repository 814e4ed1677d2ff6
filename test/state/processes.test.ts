import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BOOKING, DAY } from './booking.ts';
import { stateIn, temporaryFolder } from './support.ts';

const CHILD = fileURLToPath(new URL('booking-child.ts', import.meta.url));

interface Ended {
  /** How many bookings it said were stored. */
  readonly said: number;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs a process that books; `killAfter`: it is killed once it has said so many. */
function bookApart(folder: string, times: number, killAfter = Number.POSITIVE_INFINITY): Promise<Ended> {
  const { NODE_OPTIONS: _, NODE_NO_WARNINGS: __, ...env } = process.env;
  const child = spawn(process.execPath, [CHILD, folder, String(times)], { env });
  let said = 0;
  let errors = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.length;
    if (said >= killAfter) child.kill('SIGKILL');
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
    const ended = await Promise.all([1, 2, 3].map(() => bookApart(folder, 40)));
    expect(ended).toEqual(ended.map(() => ({ said: 40, errors: '', code: 0 })));
    expect(await stateIn(folder).spent({ day: DAY })).toEqual({
      inputTokens: 12_000,
      outputTokens: 2400,
      estimated: false,
      requests: 120,
    });
  });
});

describe('a process that is killed in the middle of bookings', () => {
  it('loses at most the one it was at, and the next one goes on', async () => {
    const folder = temporaryFolder();
    let stored = 0;
    for (const killAfter of [1, 7, 60]) {
      const { said, code } = await bookApart(folder, 1_000_000, killAfter);
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
});
