import type { AnswerStore, ConversationStore, FeedbackStore, KeptAnswer } from './community-state.ts';
import { boundAnswer, boundText, boundTurn, KEPT_BOUNDS, mergeMarkers } from './kept-bounds.ts';
import type { AnswerRow, MemoryTables, OpenTables } from './memory-tables.ts';

/** Conversations, their answers, and the votes on those. */
export function createMemoryConversations(
  open: OpenTables,
  now: () => number,
): ConversationStore & AnswerStore & FeedbackStore {
  return {
    async conversation(key) {
      const kept = open().conversations.get(key);
      return kept === undefined ? null : { key, markers: kept.markers, turns: kept.turns };
    },
    async lastConversation(user, beginning) {
      const own = [...open().conversations].filter(
        ([key, { turns }]) => key.startsWith(beginning) && turns.some((turn) => turn.user === user),
      );
      // Of those that were gone on with at the same time, the later begun.
      const last = own.reverse().sort(([, a], [, b]) => b.lastTurn - a.lastTurn)[0];
      return last?.[0] ?? null;
    },
    async keepTurn(key, given, turn) {
      const { conversations } = open();
      const kept = conversations.get(key);
      conversations.set(key, {
        markers: mergeMarkers(kept?.markers ?? [], given),
        turns: [...(kept?.turns ?? []), boundTurn(turn)].slice(-KEPT_BOUNDS.turns),
        lastTurn: now(),
      });
    },
    async forgetConversation(key) {
      const tables = open();
      const answers = removeAnswers(tables, ({ conversation }) => conversation === key, 'removed');
      return tables.conversations.delete(key) || answers > 0;
    },
    async keepAnswer(given) {
      const tables = open();
      const answer = boundAnswer(given);
      const { id, conversation } = answer;
      for (const [message, of] of tables.answerMessages) if (of === id) tables.answerMessages.delete(message);
      for (const message of answer.messages) tables.answerMessages.set(message, id);
      tables.answers.set(id, { answer, conversation, keptAt: now() });
      const own = [...tables.answers.values()].filter((row) => row.conversation === conversation);
      const tooMany = new Set(own.slice(0, Math.max(0, own.length - KEPT_BOUNDS.answers)));
      removeAnswers(tables, (row) => tooMany.has(row), 'unnamed');
    },
    async answer(id) {
      return answerOf(open(), id);
    },
    async answerIn(message) {
      const tables = open();
      return answerOf(tables, tables.answerMessages.get(message) ?? '');
    },
    async keepFeedback({ answer, user, vote, comment }) {
      const tables = open();
      const words = comment === null ? null : boundText(comment, KEPT_BOUNDS.wordsCharacters);
      tables.feedback = [
        ...tables.feedback.filter((other) => other.answer !== answer || other.user !== user),
        { answer, user, vote, comment: words, given: new Date(now()) },
      ];
    },
    async feedback() {
      const { feedback, answers } = open();
      return feedback
        .map((row) => ({ ...row, user: row.user ?? '', about: answers.get(row.answer)?.answer ?? null }))
        .reverse();
    },
  };
}

function answerOf({ answers }: MemoryTables, id: string): KeptAnswer | null {
  const row = answers.get(id);
  return row === undefined || row.conversation === null ? null : row.answer;
}

/**
 * Removes answers; how many there were. Votes on them go too, or stay `unnamed`: without their users, and with what was asked and cited,
 * but not by whom and where.
 */
export function removeAnswers(
  tables: MemoryTables,
  isMeant: (row: AnswerRow) => boolean,
  votes: 'removed' | 'unnamed',
): number {
  const meant = [...tables.answers.values()].filter(isMeant);
  const ids = new Set(meant.map(({ answer }) => answer.id));
  tables.feedback =
    votes === 'removed'
      ? tables.feedback.filter(({ answer }) => !ids.has(answer))
      : tables.feedback.map((row) => (ids.has(row.answer) ? { ...row, user: null } : row));
  for (const [message, answer] of tables.answerMessages)
    if (ids.has(answer)) tables.answerMessages.delete(message);
  const voted = new Set(tables.feedback.map(({ answer }) => answer));
  for (const row of meant)
    if (voted.has(row.answer.id)) tables.answers.set(row.answer.id, withoutNames(row));
    else tables.answers.delete(row.answer.id);
  return meant.length;
}

function withoutNames({ answer, keptAt }: AnswerRow): AnswerRow {
  return { answer: { ...answer, user: '', conversation: '', messages: [] }, conversation: null, keptAt };
}
