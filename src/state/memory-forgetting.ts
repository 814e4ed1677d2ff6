import type { CommunityState } from './community-state.ts';
import { dayOf } from './forgotten-user.ts';
import { removeAnswers } from './memory-conversations.ts';
import { dropPastKeys, renameInLedger } from './memory-ledger.ts';
import { dropQuestionCounts, renameInQuestionCounts } from './memory-question-counts.ts';
import type { MemoryTables, OpenTables } from './memory-tables.ts';
import { DAY_MILLISECONDS } from './state-store.ts';

/** What goes on a user's word, and with time. */
export function createMemoryForgetting(
  open: OpenTables,
  now: () => number,
): Pick<CommunityState, 'forgetUser' | 'expire'> {
  return {
    async forgetUser(user) {
      const tables = open();
      const feedback = tables.feedback.filter((row) => row.user === user).length;
      tables.feedback = tables.feedback.filter((row) => row.user !== user);
      const turns = removeTurns(tables, user);
      const answers = removeAnswers(
        tables,
        (row) => row.conversation !== null && row.answer.user === user,
        'removed',
      );
      removeEmptyConversations(tables);
      const entries = unnameEntries(tables, user);
      const watches = [...tables.watches.values()].filter((watch) => watch.user === user);
      for (const { id } of watches) tables.watches.delete(id);
      const bookings = renameInLedger(tables, user, dayOf(now()));
      const counts = renameInQuestionCounts(tables, user, dayOf(now()));
      return { turns, feedback, others: answers + entries + watches.length + bookings + counts };
    },
    async expire(days) {
      const tables = open();
      const oldest = now() - days * DAY_MILLISECONDS;
      dropPastKeys(tables, dayOf(now()));
      dropQuestionCounts(tables, dayOf(now()));
      const old = [...tables.conversations].filter(([, { lastTurn }]) => lastTurn <= oldest);
      const keys = new Set(old.map(([key]) => key));
      removeAnswers(tables, ({ conversation }) => conversation !== null && keys.has(conversation), 'unnamed');
      for (const key of keys) tables.conversations.delete(key);
      expireLone(tables, oldest);
      return keys.size;
    },
  };
}

function removeTurns({ conversations }: MemoryTables, user: string): number {
  let removed = 0;
  for (const [key, kept] of conversations) {
    const turns = kept.turns.filter((turn) => turn.user !== user);
    removed += kept.turns.length - turns.length;
    conversations.set(key, { ...kept, turns });
  }
  return removed;
}

/** Where nobody else asked anything, the markers tell of one user alone. */
function removeEmptyConversations({ conversations, answers }: MemoryTables): void {
  const answered = new Set([...answers.values()].map(({ conversation }) => conversation));
  for (const [key, { turns }] of conversations)
    if (turns.length === 0 && !answered.has(key)) conversations.delete(key);
}

function unnameEntries({ readingLists }: MemoryTables, user: string): number {
  // A list under the user's own name is theirs alone.
  let unnamed = readingLists.get(user)?.size ?? 0;
  readingLists.delete(user);
  for (const entries of readingLists.values())
    for (const [paperId, entry] of entries)
      if (entry.user === user) {
        entries.set(paperId, { ...entry, user: null });
        unnamed += 1;
      }
  return unnamed;
}

/** An answer that was kept in no conversation, and a vote on an answer that is in none, have only their own age. */
function expireLone(tables: MemoryTables, oldest: number): void {
  const { conversations, answers } = tables;
  removeAnswers(
    tables,
    ({ conversation, keptAt }) =>
      keptAt <= oldest && conversation !== null && !conversations.has(conversation),
    'unnamed',
  );
  tables.feedback = tables.feedback.map((row) =>
    row.given.getTime() <= oldest && (answers.get(row.answer)?.conversation ?? null) === null
      ? { ...row, user: null }
      : row,
  );
}
