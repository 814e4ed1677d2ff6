import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DETAILS } from '../answerer/answer.ts';
import type { AnswerStore, KeptAnswer } from './community-state.ts';
import { boundAnswer, KEPT_BOUNDS } from './kept-bounds.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { jsonColumn, textsOf } from './sqlite-rows.ts';

/** Who asked and where is no longer known of an answer that is kept for its votes alone. */
const forgettable = z
  .string()
  .nullable()
  .transform((text) => text ?? '');

const answerRow = z.object({
  id: z.string(),
  conversation: forgettable,
  messages: jsonColumn(z.array(z.string())),
  user: forgettable,
  question: z.string(),
  standaloneQuestion: z.string(),
  detail: z.enum(DETAILS),
  outcome: z.enum(['answered', 'not-stated', 'not-in-corpus']),
  citations: jsonColumn(
    z.array(z.object({ marker: z.number(), paperId: z.string(), quotes: z.array(z.string()) })),
  ),
});

const COLUMNS = `id, conversation, messages, user, question, standalone_question AS standaloneQuestion, detail, outcome,
  citations`;

/** The table `answers`, and `answer_messages` to find them by. An answer without a conversation is there for its votes alone. */
export function createSqliteAnswers(file: SqliteFile, now: () => number): AnswerStore {
  const one = (id: string): Promise<KeptAnswer | null> =>
    file.read((database) => findAnswer(database, 'id = ? AND conversation IS NOT NULL', id));
  return {
    keepAnswer: (answer) => file.write((database) => keep(database, boundAnswer(answer), now())),
    answer: one,
    answerIn: (message) =>
      file.read((database) =>
        findAnswer(database, 'id = (SELECT answer FROM answer_messages WHERE message = ?)', message),
      ),
  };
}

function keep(database: DatabaseSync, answer: KeptAnswer, now: number): void {
  const { id, conversation, messages } = answer;
  database
    .prepare(
      `INSERT INTO answers (id, conversation, user, messages, question, standalone_question, detail, outcome, citations, kept_at)
       VALUES ($id, $conversation, $user, $messages, $question, $standalone, $detail, $outcome, $citations, $now)
       ON CONFLICT (id) DO UPDATE SET conversation = excluded.conversation, user = excluded.user, messages = excluded.messages,
         question = excluded.question, standalone_question = excluded.standalone_question, detail = excluded.detail,
         outcome = excluded.outcome, citations = excluded.citations, kept_at = excluded.kept_at`,
    )
    .run({
      $id: id,
      $conversation: conversation,
      $user: answer.user,
      $messages: JSON.stringify(messages),
      $question: answer.question,
      $standalone: answer.standaloneQuestion,
      $detail: answer.detail,
      $outcome: answer.outcome,
      $citations: JSON.stringify(answer.citations),
      $now: now,
    });
  database.prepare('DELETE FROM answer_messages WHERE answer = ?').run(id);
  const place = database.prepare('INSERT OR REPLACE INTO answer_messages VALUES (?, ?)');
  for (const message of messages) place.run(message, id);
  const tooMany = database.prepare(
    'SELECT id AS text FROM answers WHERE conversation = ? ORDER BY place DESC LIMIT -1 OFFSET ?',
  );
  removeAnswers(database, textsOf(tooMany, conversation, KEPT_BOUNDS.answers), 'unnamed');
}

/** The answer that a vote is about, whether or not it is kept for its votes alone. */
export function answerOfVote(database: DatabaseSync, id: string): KeptAnswer | null {
  return findAnswer(database, 'id = ?', id);
}

function findAnswer(database: DatabaseSync, where: string, parameter: string): KeptAnswer | null {
  const row = database.prepare(`SELECT ${COLUMNS} FROM answers WHERE ${where}`).get(parameter);
  return row === undefined ? null : answerRow.parse(row);
}

/**
 * Removes answers. Votes on them go too, or stay `unnamed`: without their users, and with what was asked and cited, but not by whom and
 * where. Nothing of an answer is read: a damaged one can be removed too.
 */
export function removeAnswers(
  database: DatabaseSync,
  ids: readonly string[],
  votes: 'removed' | 'unnamed',
): void {
  const unplace = database.prepare('DELETE FROM answer_messages WHERE answer = ?');
  const settle =
    votes === 'removed'
      ? ['DELETE FROM feedback WHERE answer = ?']
      : [
          'UPDATE feedback SET user = NULL WHERE answer = ?',
          `UPDATE answers SET conversation = NULL, user = NULL, messages = '[]'
           WHERE id = ?1 AND EXISTS (SELECT 1 FROM feedback WHERE answer = ?1)`,
        ];
  const steps = settle.map((sql) => database.prepare(sql));
  const remove = database.prepare(
    'DELETE FROM answers WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM feedback WHERE answer = ?1)',
  );
  for (const id of ids) for (const step of [unplace, ...steps, remove]) step.run(id);
}

/** Those of a conversation, or those that a user asked for; how many there were. */
export function removeAnswersOf(
  database: DatabaseSync,
  of:
    | { readonly conversation: string; readonly votes: 'removed' | 'unnamed' }
    | { readonly user: string; readonly votes: 'removed' | 'unnamed' },
): number {
  const [column, value] =
    'user' in of ? (['user', of.user] as const) : (['conversation', of.conversation] as const);
  const ids = textsOf(database.prepare(`SELECT id AS text FROM answers WHERE ${column} = ?`), value);
  removeAnswers(database, ids, of.votes);
  return ids.length;
}
