import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { IndexError } from '../errors.ts';
import { isRunning, ownIdentity } from './process-identity.ts';

/** A process that wants to write to an index, or does. */
export const claimSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number().int(),
  startMark: z.string().nullable(),
  /** ISO 8601 */
  startedAt: z.string(),
});
export type Claim = z.infer<typeof claimSchema>;

export interface SeenClaim {
  readonly claim: Claim;
  /** When its owner last said that it is alive, in milliseconds. */
  readonly beatAt: number;
  /** For people: the file or table that holds it. */
  readonly place: string;
}

/** Where the claims of an index lie. A claim is seen whole or not at all. */
export interface ClaimStore {
  publish(claim: Claim): Promise<void>;
  all(): Promise<readonly SeenClaim[]>;
  withdraw(id: string): Promise<void>;
  /** Says that the owner is alive. Gives false when the claim is gone. */
  beat(id: string): Promise<boolean>;
}

export interface WriterLock {
  /** Throws IndexError `busy` when somebody took the lock away, because this process had not been heard of for minutes. */
  assertHeld(): void;
  release(): Promise<void>;
}

export interface LockTimes {
  readonly beatEvery: number;
  /** A claim of another host that has not been heard of for so long is of a dead process. */
  readonly expiresAfter: number;
  readonly attempts: number;
}
const TIMES: LockTimes = { beatEvery: 15_000, expiresAfter: 180_000, attempts: 5 };

/**
 * Takes the right to write, which one process has at a time. Everybody publishes a claim of its own first and only then
 * looks at the claims of others: of two that come together at least one sees the other and stands back, so that never
 * both go on, and a dead owner's claim, which has a name of its own, can be cleared away by anybody at any time.
 * Throws IndexError `busy`, naming the other process.
 */
export async function takeLock(store: ClaimStore, times: LockTimes = TIMES): Promise<WriterLock> {
  const identity = await ownIdentity();
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  for (let attempt = 1; ; attempt += 1) {
    const claim: Claim = { id: randomUUID(), ...identity, startedAt };
    await store.publish(claim);
    const other = await otherOwner(store, claim, times);
    if (other === null) return heldLock(store, claim, times);
    await store.withdraw(claim.id);
    // The other may be one that stands back at this moment, too.
    if (attempt === times.attempts) throw busy(other);
    await sleep(20 + Math.random() * 80 * attempt);
  }
}

/** A living owner besides this claim, or null; clears away what dead ones left. */
async function otherOwner(store: ClaimStore, own: Claim, times: LockTimes): Promise<SeenClaim | null> {
  let other: SeenClaim | null = null;
  for (const seen of await store.all()) {
    if (seen.claim.id === own.id) continue;
    if (await isAlive(seen, own, times)) other = seen;
    else await store.withdraw(seen.claim.id);
  }
  return other;
}

async function isAlive({ claim, beatAt }: SeenClaim, own: Claim, times: LockTimes): Promise<boolean> {
  if (claim.host === own.host) return isRunning(claim);
  return Date.now() - beatAt < times.expiresAfter;
}

function heldLock(store: ClaimStore, claim: Claim, times: LockTimes): WriterLock {
  let lost = false;
  const timer = setInterval(() => {
    store.beat(claim.id).then(
      (held) => {
        lost ||= !held;
      },
      // A beat that fails once does no harm; the next one may succeed.
      () => undefined,
    );
  }, times.beatEvery);
  timer.unref();
  return {
    assertHeld() {
      if (lost) {
        throw new IndexError('busy', 'another process has taken over the lock of the index', {
          remedy: 'run `ibid index` again when no other is running',
        });
      }
    },
    async release() {
      clearInterval(timer);
      await store.withdraw(claim.id);
    },
  };
}

function busy({ claim, place }: SeenClaim): IndexError {
  return new IndexError(
    'busy',
    `another \`ibid index\` is writing to this index: process ${claim.pid} on ${claim.host}, started ${claim.startedAt}`,
    { remedy: `wait until it has finished; if no such process runs, delete ${place}` },
  );
}
