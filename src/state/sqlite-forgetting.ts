import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommunityState } from './community-state.ts';
import { dayOf } from './forgotten-user.ts';
import { removeAnswers, removeAnswersOf } from './sqlite-answers.ts';
import { removeConversation } from './sqlite-conversations.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { dropPastKeys } from './sqlite-forgotten-keys.ts';
import { renameInLedger } from './sqlite-ledger.ts';
import { dropQuestionCounts, renameInQuestionCounts } from './sqlite-question-counts.ts';
import { changesOf, textsOf } from './sqlite-rows.ts';
import { DAY_MILLISECONDS } from './state-store.ts';

/** Conversations that go in one transaction, during which the event loop stands still. */
const BATCH = 100;

/** What goes on a user's word, in one transaction over all tables, and with time, a conversation wholly or not at all. */
export function createSqliteForgetting(
  file: SqliteFile,
  now: () => number,
): Pick<CommunityState, 'forgetUser' | 'expire'> {
  return {
    async forgetUser(user) {
      const gone = await file.write((database) => forgetUser(database, user, dayOf(now())));
      await file.settle();
      return gone;
    },
    async expire(days) {
      const oldest = now() - days * DAY_MILLISECONDS;
      let removed = await file.write((database) => {
        dropPastKeys(database, dayOf(now()));
        dropQuestionCounts(database, dayOf(now()));
        expireLone(database, oldest);
        return expire(database, oldest);
      });
      for (let batch = removed; batch === BATCH; removed += batch) {
        await nextTurn();
        batch = await file.write((database) => expire(database, oldest));
      }
      await file.settle();
      return removed;
    },
  };
}

function forgetUser(
  database: DatabaseSync,
  user: string,
  today: string,
): Awaited<ReturnType<CommunityState['forgetUser']>> {
  const run = (sql: string): number => changesOf(database.prepare(sql), user);
  // Their own votes are counted before those on their answers go.
  const feedback = run('DELETE FROM feedback WHERE user = ?');
  const turns = run('DELETE FROM turns WHERE user = ?');
  const answers = removeAnswersOf(database, { user, votes: 'removed' });
  // Where nobody else asked anything, the markers tell of this user alone.
  database.exec(
    `DELETE FROM conversations WHERE NOT EXISTS (SELECT 1 FROM turns WHERE conversation = key)
       AND NOT EXISTS (SELECT 1 FROM answers WHERE conversation = key)`,
  );
  // A list under the user's own name is theirs alone; others keep what they put there, without the name.
  const own = run('DELETE FROM reading_list WHERE channel = ?');
  const entries = own + run('UPDATE reading_list SET user = NULL WHERE user = ?');
  const watches = run('DELETE FROM watches WHERE user = ?');
  const bookings = renameInLedger(database, user, today);
  const counts = renameInQuestionCounts(database, user, today);
  return { turns, feedback, others: answers + entries + watches + bookings + counts };
}

/** A batch of conversations; how many it were. */
function expire(database: DatabaseSync, oldest: number): number {
  const old = database.prepare('SELECT key AS text FROM conversations WHERE last_turn <= ? LIMIT ?');
  const keys = textsOf(old, oldest, BATCH);
  for (const key of keys) {
    removeAnswersOf(database, { conversation: key, votes: 'unnamed' });
    removeConversation(database, key);
  }
  return keys.length;
}

/** An answer that was kept in no conversation, and a vote on an answer that is in none, have only their own age. */
function expireLone(database: DatabaseSync, oldest: number): void {
  const lone = database.prepare(
    `SELECT id AS text FROM answers WHERE kept_at <= ? AND conversation IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM conversations WHERE key = conversation)`,
  );
  removeAnswers(database, textsOf(lone, oldest), 'unnamed');
  database
    .prepare(
      `UPDATE feedback SET user = NULL WHERE user IS NOT NULL AND given_at <= ?
         AND NOT EXISTS (SELECT 1 FROM answers WHERE id = feedback.answer AND conversation IS NOT NULL)`,
    )
    .run(oldest);
}
