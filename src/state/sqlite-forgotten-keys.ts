import type { DatabaseSync } from 'node:sqlite';
import { newForgottenKey } from './forgotten-user.ts';
import { textsOf } from './sqlite-rows.ts';

/** Without its key nobody can tell who a name of a past day stands for. */
export function dropPastKeys(database: DatabaseSync, today: string): void {
  database.prepare('DELETE FROM forgotten_keys WHERE day < ?').run(today);
}

/** The key of the names that a day's forgotten users go on under; undefined when there were none. */
export function keyOf(database: DatabaseSync, day: string): string | undefined {
  return textsOf(database.prepare('SELECT key AS text FROM forgotten_keys WHERE day = ?'), day)[0];
}

/** The key of that day, made when there is none. */
export function keepKey(database: DatabaseSync, day: string): string {
  const kept = keyOf(database, day);
  if (kept !== undefined) return kept;
  const key = newForgottenKey();
  database.prepare('INSERT INTO forgotten_keys VALUES (?, ?)').run(day, key);
  return key;
}
