import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type * as Arrow from 'apache-arrow';

export type Lance = typeof import('@lancedb/lancedb');
export type ArrowModule = typeof Arrow;

/** Of LanceDB's own pool. With one or two threads its full-text build waits for itself for ever (lance issue 7350). */
const FEWEST_THREADS = 4;

/**
 * Loads LanceDB. What its native code reads from the environment must stand there before, so nobody else imports it. What
 * the user has set stays.
 */
export async function loadLance(): Promise<Lance> {
  setUnlessSet('LANCEDB_LOG', 'error');
  setUnlessSet('LANCE_CPU_THREADS', String(Math.max(FEWEST_THREADS, availableParallelism())));
  // One shard: the same rows give the same index and the same order of equal scores, and building takes less memory.
  setUnlessSet('LANCE_FTS_NUM_SHARDS', '1');
  return import('@lancedb/lancedb');
}

/**
 * The very copy of Arrow that LanceDB has loaded: the other one (ES modules) would be loaded beside it, and every table
 * made with it copied.
 */
export function loadArrow(): ArrowModule {
  return createRequire(import.meta.url)('apache-arrow');
}

function setUnlessSet(name: string, value: string): void {
  process.env[name] ??= value;
}
