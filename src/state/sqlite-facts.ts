import { z } from 'zod';
import type { FactStore } from './community-state.ts';
import type { SqliteFile } from './sqlite-file.ts';

const factRow = z.object({ value: z.string() }).transform(({ value }) => value);

/** The table `facts`. */
export function createSqliteFacts(file: SqliteFile): FactStore {
  return {
    fact: (name) =>
      file.read((database) => {
        const row = database.prepare('SELECT value FROM facts WHERE name = ?').get(name);
        return row === undefined ? null : factRow.parse(row);
      }),
    keepFact: (name, value) =>
      file.write((database) => {
        database.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?)').run(name, value);
      }),
  };
}
