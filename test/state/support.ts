import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { StateError } from '../../src/errors.ts';
import { createSqliteState } from '../../src/state/sqlite-state.ts';
import type { StateStore } from '../../src/state/state-store.ts';

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ibid-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that is closed with the test. */
export function stateIn(
  folder: string,
  options: Omit<Parameters<typeof createSqliteState>[0], 'folder'> = {},
): StateStore {
  const state = createSqliteState({ folder, ...options });
  onTestFinished(() => state.close());
  return state;
}

export async function failureOf(work: () => Promise<unknown>): Promise<StateError> {
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StateError)) throw new Error(`no StateError, but ${String(error)}`);
  return error;
}
