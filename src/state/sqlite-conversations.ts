import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ConversationStore, KeptConversation } from './community-state.ts';
import { boundTurn, KEPT_BOUNDS, mergeMarkers } from './kept-bounds.ts';
import { removeAnswersOf } from './sqlite-answers.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { changesOf, jsonColumn, textsOf } from './sqlite-rows.ts';

const ids = jsonColumn(z.array(z.string()));
const markersRow = z.object({ markers: ids }).transform(({ markers }) => markers);
const turnRow = z.object({
  question: z.string(),
  answer: z.string(),
  paperIds: ids,
  user: z.string(),
});

/** The tables `conversations` and `turns`: a turn is read back only as part of its conversation. */
export function createSqliteConversations(file: SqliteFile, now: () => number): ConversationStore {
  return {
    conversation: (key) => file.read((database) => read(database, key)),
    lastConversation: (user, beginning) =>
      file.read((database) => {
        const last = database.prepare(
          `SELECT key AS text FROM conversations
             WHERE substr(key, 1, length(?1)) = ?1
               AND key IN (SELECT conversation FROM turns WHERE user = ?2)
             ORDER BY last_turn DESC, rowid DESC LIMIT 1`,
        );
        return textsOf(last, beginning, user)[0] ?? null;
      }),
    keepTurn: (key, given, turn) =>
      file.write((database) => {
        const { question, answer, paperIds, user } = boundTurn(turn);
        const markers = mergeMarkers(markersOf(database, key) ?? [], given);
        database
          .prepare(
            `INSERT INTO conversations VALUES ($key, $markers, $now)
             ON CONFLICT DO UPDATE SET markers = excluded.markers, last_turn = excluded.last_turn`,
          )
          .run({ $key: key, $markers: JSON.stringify(markers), $now: now() });
        database
          .prepare(
            'INSERT INTO turns (conversation, user, question, answer, paper_ids) VALUES (?, ?, ?, ?, ?)',
          )
          .run(key, user, question, answer, JSON.stringify(paperIds));
        database
          .prepare(
            `DELETE FROM turns WHERE id IN
               (SELECT id FROM turns WHERE conversation = ? ORDER BY id DESC LIMIT -1 OFFSET ?)`,
          )
          .run(key, KEPT_BOUNDS.turns);
      }),
    async forgetConversation(key) {
      const removed = await file.write((database) => {
        const answers = removeAnswersOf(database, { conversation: key, votes: 'removed' });
        return removeConversation(database, key) || answers > 0;
      });
      if (removed) await file.settle();
      return removed;
    },
  };
}

/** With its turns; true when there was one. Nothing of it is read: a damaged one can be removed too. */
export function removeConversation(database: DatabaseSync, key: string): boolean {
  database.prepare('DELETE FROM turns WHERE conversation = ?').run(key);
  return changesOf(database.prepare('DELETE FROM conversations WHERE key = ?'), key) > 0;
}

function read(database: DatabaseSync, key: string): KeptConversation | null {
  const markers = markersOf(database, key);
  if (markers === null) return null;
  const turns = database
    .prepare(
      'SELECT question, answer, paper_ids AS paperIds, user FROM turns WHERE conversation = ? ORDER BY id',
    )
    .all(key)
    .map((row) => turnRow.parse(row));
  return { key, markers, turns };
}

function markersOf(database: DatabaseSync, key: string): readonly string[] | null {
  const row = database.prepare('SELECT markers FROM conversations WHERE key = ?').get(key);
  return row === undefined ? null : markersRow.parse(row);
}
