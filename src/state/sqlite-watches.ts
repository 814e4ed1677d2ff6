import { z } from 'zod';
import type { WatchStore } from './community-state.ts';
import { boundText, KEPT_BOUNDS } from './kept-bounds.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { changesOf } from './sqlite-rows.ts';

const watchRow = z.object({
  id: z.int(),
  guild: z.string().nullable(),
  channel: z.string(),
  user: z.string(),
  topic: z.string(),
  lastPosted: z.string().nullable(),
  seen: z.int(),
});

const COLUMNS = 'id, guild, channel, user, topic, last_posted AS lastPosted, seen';

/** The table `watches`. A number is never given out twice: `stop 3` cannot mean another watch than it did. */
export function createSqliteWatches(file: SqliteFile): WatchStore {
  return {
    watches: (channel) =>
      file.read((database) =>
        database
          .prepare(`SELECT ${COLUMNS} FROM watches WHERE $channel IS NULL OR channel = $channel ORDER BY id`)
          .all({ $channel: channel ?? null })
          .map((row) => watchRow.parse(row)),
      ),
    addWatch: ({ guild, channel, user, topic, seen }) =>
      file.write((database) =>
        watchRow.parse(
          database
            .prepare(
              `INSERT INTO watches (guild, channel, user, topic, seen) VALUES (?, ?, ?, ?, ?)
               RETURNING ${COLUMNS}`,
            )
            .get(guild, channel, user, boundText(topic, KEPT_BOUNDS.wordsCharacters), seen),
        ),
      ),
    stopWatch: (id) =>
      file.write((database) => changesOf(database.prepare('DELETE FROM watches WHERE id = ?'), id) > 0),
    markWatch: (id, { posted, seen }) =>
      file.write((database) => {
        database
          .prepare('UPDATE watches SET last_posted = coalesce(?, last_posted), seen = ? WHERE id = ?')
          .run(posted, seen, id);
      }),
  };
}
