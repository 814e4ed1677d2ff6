import { z } from 'zod';
import type { ReadingListStore } from './community-state.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { changesOf, timeColumn } from './sqlite-rows.ts';

const entryRow = z.object({
  paperId: z.string(),
  /** Null once the name was let go. */
  user: z
    .string()
    .nullable()
    .transform((user) => user ?? ''),
  added: timeColumn,
});

/** The table `reading_list`: a paper once in a channel. */
export function createSqliteReadingLists(file: SqliteFile, now: () => number): ReadingListStore {
  return {
    readingList: (channel) =>
      file.read((database) =>
        database
          .prepare(
            'SELECT paper AS paperId, user, added_at AS added FROM reading_list WHERE channel = ? ORDER BY place',
          )
          .all(channel)
          .map((row) => entryRow.parse(row)),
      ),
    addToReadingList: (channel, paperId, user) =>
      file.write((database) => {
        const add = database.prepare(
          'INSERT INTO reading_list (channel, paper, user, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        );
        return changesOf(add, channel, paperId, user, now()) > 0;
      }),
    removeFromReadingList: (channel, paperId) =>
      file.write((database) => {
        const remove = database.prepare('DELETE FROM reading_list WHERE channel = ? AND paper = ?');
        return changesOf(remove, channel, paperId) > 0;
      }),
  };
}
