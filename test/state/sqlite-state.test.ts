import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY_MILLISECONDS, type StateOptions, type StateStore } from '../../src/state/state-store.ts';
import { describeCommunityState } from '../contract/community-state.ts';
import { describeStateStore } from '../contract/state-store.ts';
import { BOOKING, DAY } from './booking.ts';
import { stateIn, temporaryFolder } from './support.ts';

const inNewFolder = (options: StateOptions = {}): StateStore =>
  stateIn(join(temporaryFolder(), 'state'), options);
describeStateStore('the state in a file', inNewFolder);
describeCommunityState('the state in a file', inNewFolder);

const KEPT = { text: 'kept', usage: BOOKING.usage, model: 'small' };
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a state file', () => {
  it('is there after the first use, and not before', async () => {
    const folder = join(temporaryFolder(), 'home', 'state');
    const state = stateIn(folder);
    expect(existsSync(folder)).toBe(false);
    await state.book(BOOKING);
    expect(readdirSync(folder)).toContain('state.sqlite');
  });

  it('keeps everything for the next process', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder);
    await state.book(BOOKING);
    await state.keepReply('a', KEPT);
    await state.close();
    // One file and nothing beside it: it can be copied.
    expect(readdirSync(folder)).toEqual(['state.sqlite']);
    const later = stateIn(folder);
    expect(await later.spent({ day: DAY })).toMatchObject({ requests: 1 });
    expect(await later.cachedReply('a')).toEqual(KEPT);
  });

  it('is shared by stores that are open at once', async () => {
    const folder = temporaryFolder();
    const [one, other] = [stateIn(folder), stateIn(folder)];
    await Promise.all([one, other, one, other].map((state) => state.book(BOOKING)));
    expect(await one.spent({ day: DAY })).toMatchObject({ requests: 4 });
    expect(await other.spent({ day: DAY })).toMatchObject({ requests: 4 });
    await one.close();
    await other.book(BOOKING);
    expect(await stateIn(folder).spent({ day: DAY })).toMatchObject({ requests: 5 });
  });

  it.skipIf(process.platform === 'win32')(
    'is for its owner alone, with its folder and the files beside it',
    async () => {
      const folder = join(temporaryFolder(), 'state');
      await stateIn(folder).book(BOOKING);
      expect(modeOf(folder)).toBe(0o700);
      for (const name of readdirSync(folder))
        expect([name, modeOf(join(folder, name))]).toEqual([name, 0o600]);
      expect(readdirSync(folder)).toContain('state.sqlite-wal');
    },
  );

  it.skipIf(process.platform === 'win32')('is closed to others when it was not', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder);
    await state.book(BOOKING);
    await state.close();
    chmodSync(join(folder, 'state.sqlite'), 0o644);
    await stateIn(folder).spent({ day: DAY });
    expect(modeOf(join(folder, 'state.sqlite'))).toBe(0o600);
  });

  it.each([
    ['for its age', { count: 9, days: 1 }, 3 * DAY_MILLISECONDS],
    ['because there were too many', { count: 2, days: 9 }, 1],
  ])('holds no trace of a reply that was let go %s', async (_, replies, pause) => {
    const folder = temporaryFolder();
    let time = Date.parse('2026-11-22T12:00:00Z');
    const state = stateIn(folder, { replies, now: () => time });
    for (const text of ['ancient', 'younger', 'newest']) {
      await state.keepReply(text, { ...KEPT, text: text.repeat(50) });
      time += text === 'ancient' ? pause : 1;
    }
    // Everything is in the one file once nobody has it open.
    await state.close();
    const bytes = readFileSync(join(folder, 'state.sqlite'), 'latin1');
    const found = ['ancient', 'younger', 'newest'].filter((text) => bytes.includes(text));
    expect(found).toEqual(['younger', 'newest']);
  });

  it('that was deleted or moved away while it was open is begun anew, not written to where nobody looks', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder);
    await state.book(BOOKING);
    await state.book(BOOKING);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await state.book(BOOKING);
    expect(await stateIn(folder).spent({ day: DAY })).toMatchObject({ requests: 1 });
    mkdirSync(join(folder, 'aside'));
    for (const name of readdirSync(folder).filter((name) => name.startsWith('state')))
      renameSync(join(folder, name), join(folder, 'aside', name));
    await state.book(BOOKING);
    expect(await state.spent({ day: DAY })).toMatchObject({ requests: 1 });
  });
});
