import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { SightingStore } from './community-state.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Papers that are noted or read in one transaction, during which the event loop stands still. */
const BATCH = 1000;

const sightingRow = z.object({ place: z.int(), paper: z.string() });

/** The highest number of no rows is null in SQL. */
const lookRow = z.object({ look: z.int().nullable() }).transform(({ look }) => look ?? 0);

/**
 * The table `sightings`: a row a paper, in the order they were first seen. The number of a look is that of the last row then, so that a
 * look needs no transaction of its own over all its papers: whatever comes in between lies before its end or after it.
 */
export function createSqliteSightings(file: SqliteFile): SightingStore {
  return {
    async noteSightings(paperIds) {
      for (let start = 0; start < paperIds.length; start += BATCH) {
        const batch = paperIds.slice(start, start + BATCH);
        await file.write((database) => note(database, batch));
        await nextTurn();
      }
      return file.read((database) =>
        lookRow.parse(database.prepare('SELECT max(place) AS look FROM sightings').get()),
      );
    },
    async sightedAfter(look) {
      const papers: string[] = [];
      let last = look;
      for (;;) {
        const rows = await file.read((database) => after(database, last));
        papers.push(...rows.map(({ paper }) => paper));
        last = rows.at(-1)?.place ?? last;
        if (rows.length < BATCH) return papers;
        await nextTurn();
      }
    },
  };
}

function note(database: DatabaseSync, paperIds: readonly string[]): void {
  const insert = database.prepare('INSERT INTO sightings (paper) VALUES (?) ON CONFLICT DO NOTHING');
  for (const paperId of paperIds) insert.run(paperId);
}

function after(database: DatabaseSync, look: number): readonly z.infer<typeof sightingRow>[] {
  return database
    .prepare('SELECT place, paper FROM sightings WHERE place > ? ORDER BY place LIMIT ?')
    .all(look, BATCH)
    .map((row) => sightingRow.parse(row));
}
