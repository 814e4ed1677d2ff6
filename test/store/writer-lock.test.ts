import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFileClaims } from '../../src/store/file-claims.ts';
import { loadLance } from '../../src/store/native.ts';
import { createTableClaims } from '../../src/store/table-claims.ts';
import { type Claim, type ClaimStore, takeLock } from '../../src/store/writer-lock.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function otherProcess(): ChildProcess & { readonly pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  if (child.pid === undefined) throw new Error('no child process');
  return child as ChildProcess & { readonly pid: number };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'ibid-lock-'));
const claim = (overrides: Partial<Claim>): Claim => ({
  id: 'other',
  host: hostname(),
  pid: 1,
  startMark: null,
  startedAt: '2026-01-02T03:04:05.000Z',
  ...overrides,
});
const QUICK = { beatEvery: 20, expiresAfter: 60_000, attempts: 2 };

const STORES: readonly (readonly [string, () => Promise<ClaimStore>])[] = [
  ['files', async () => createFileClaims(folder())],
  [
    'a table',
    async () => {
      const { connect } = await loadLance();
      return createTableClaims(await connect(folder()));
    },
  ],
];

describe.each(STORES)('the lock of writers, kept in %s', (_kind, open) => {
  it('lets in one at a time, and the next when it is given back', async () => {
    const store = await open();
    const lock = await takeLock(store, QUICK);
    await expect(takeLock(store, QUICK)).rejects.toMatchObject({ reason: 'busy' });
    lock.assertHeld();
    await lock.release();
    await (await takeLock(store, QUICK)).release();
    expect(await store.all()).toEqual([]);
  });

  it('never lets two in that come at the same time', async () => {
    const store = await open();
    for (let round = 0; round < 3; round += 1) {
      const all = await Promise.allSettled([1, 2, 3].map(() => takeLock(store, { ...QUICK, attempts: 3 })));
      const held = all.filter((result) => result.status === 'fulfilled');
      expect(held.length).toBeLessThanOrEqual(1);
      for (const { value } of held) await value.release();
    }
  });

  it('names a living owner and when it started, and says what to do', async () => {
    const store = await open();
    const { pid } = otherProcess();
    await store.publish(claim({ pid }));
    await expect(takeLock(store, QUICK)).rejects.toMatchObject({
      message: expect.stringContaining(`process ${pid} on ${hostname()}, started 2026-01-02T03:04:05.000Z`),
      remedy: expect.stringMatching(/wait .* delete .*other/su),
    });
  });

  it('takes over from a dead process, and from one whose number another process has now', async () => {
    const store = await open();
    const child = otherProcess();
    const { pid } = child;
    await store.publish(claim({ id: 'reused', pid, startMark: 'long ago' }));
    await (await takeLock(store, QUICK)).release();
    await store.publish(claim({ id: 'dead', pid }));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await (await takeLock(store, QUICK)).release();
    expect(await store.all()).toEqual([]);
  });

  it('believes a claim of another host as long as it is heard of', async () => {
    const store = await open();
    await store.publish(claim({ host: 'elsewhere' }));
    await expect(takeLock(store, QUICK)).rejects.toMatchObject({ reason: 'busy' });
    await (await takeLock(store, { ...QUICK, expiresAfter: -1 })).release();
  });

  it('notices that its claim was taken away', async () => {
    const store = await open();
    const lock = await takeLock(store, QUICK);
    for (const { claim: own } of await store.all()) await store.withdraw(own.id);
    await vi.waitFor(() => expect(() => lock.assertHeld()).toThrow('taken over the lock'), { timeout: 5000 });
  });
});

describe('claims in files', () => {
  it('are seen whole or not at all, and leave nothing behind', async () => {
    const place = folder();
    const store = createFileClaims(place);
    await store.publish(claim({}));
    expect(readdirSync(place)).toEqual(['writer-other.lock']);
    await store.withdraw('other');
    expect(readdirSync(place)).toEqual([]);
    expect(await store.beat('other')).toBe(false);
  });

  it('say that they are alive by their time', async () => {
    const place = folder();
    const store = createFileClaims(place);
    await store.publish(claim({}));
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(join(place, 'writer-other.lock'), long, long);
    expect((await store.all())[0]?.beatAt).toBeLessThan(Date.now() - 3_000_000);
    expect(await store.beat('other')).toBe(true);
    expect((await store.all())[0]?.beatAt).toBeGreaterThan(Date.now() - 3_000_000);
  });

  it('name the file when somebody else wrote it', async () => {
    const place = folder();
    writeFileSync(join(place, 'writer-x.lock'), 'not a claim');
    await expect(takeLock(createFileClaims(place), QUICK)).rejects.toThrow(join(place, 'writer-x.lock'));
  });
});
