import { z } from 'zod';
import type { FeedbackStore } from './community-state.ts';
import { boundText, KEPT_BOUNDS } from './kept-bounds.ts';
import { answerOfVote } from './sqlite-answers.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { timeColumn } from './sqlite-rows.ts';

const feedbackRow = z.object({
  answer: z.string(),
  /** Null once the name was let go. */
  user: z
    .string()
    .nullable()
    .transform((user) => user ?? ''),
  vote: z.enum(['up', 'down']),
  comment: z.string().nullable(),
  given: timeColumn,
});

/** The table `feedback`: one vote of a user on an answer. */
export function createSqliteFeedback(file: SqliteFile, now: () => number): FeedbackStore {
  return {
    keepFeedback: ({ answer, user, vote, comment }) =>
      file.write((database) => {
        // A new row, not a changed one: its place tells the newest, whatever the clocks of two processes say.
        database.prepare('DELETE FROM feedback WHERE answer = ? AND user = ?').run(answer, user);
        database
          .prepare('INSERT INTO feedback (answer, user, vote, comment, given_at) VALUES (?, ?, ?, ?, ?)')
          .run(
            answer,
            user,
            vote,
            comment === null ? null : boundText(comment, KEPT_BOUNDS.wordsCharacters),
            now(),
          );
      }),
    feedback: () =>
      file.read((database) =>
        database
          .prepare('SELECT answer, user, vote, comment, given_at AS given FROM feedback ORDER BY place DESC')
          .all()
          .map((row) => {
            const vote = feedbackRow.parse(row);
            return { ...vote, about: answerOfVote(database, vote.answer) };
          }),
      ),
  };
}
