import type { DatabaseSync } from 'node:sqlite';
import type { CommunityState } from './community-state.ts';
import { dayOf } from './forgotten-user.ts';
import { removeAnswers, removeAnswersOf } from './sqlite-answers.ts';
import { removeConversation } from './sqlite-conversations.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { dropPastKeys, renameInLedger } from './sqlite-ledger.ts';
import { changesOf, textsOf } from './sqlite-rows.ts';
import { DAY_MILLISECONDS } from './state-store.ts';

/** What goes on a user's word, and with time: each in one transaction over all tables. */
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
      const removed = await file.write((database) => {
        dropPastKeys(database, dayOf(now()));
        return expire(database, oldest);
      });
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
  const entries = run('UPDATE reading_list SET user = NULL WHERE user = ?');
  const watches = run('DELETE FROM watches WHERE user = ?');
  const bookings = renameInLedger(database, user, today);
  return { turns, feedback, others: answers + entries + watches + bookings };
}

function expire(database: DatabaseSync, oldest: number): number {
  const old = database.prepare('SELECT key AS text FROM conversations WHERE last_turn <= ?');
  const keys = textsOf(old, oldest);
  for (const key of keys) {
    removeAnswersOf(database, { conversation: key, votes: 'unnamed' });
    removeConversation(database, key);
  }
  // An answer that was kept in no conversation, and a vote on an answer that is in none, have only their own age.
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
  return keys.length;
}
