import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { QuestionCountKey, QuestionCountStore } from './community-state.ts';
import { dayOf, forgottenName } from './forgotten-user.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { dropPastKeys, keepKey, keyOf } from './sqlite-forgotten-keys.ts';
import { changesOf, textsOf } from './sqlite-rows.ts';

const sumRow = z.object({ sum: z.int().nonnegative() }).transform(({ sum }) => sum);

const ADD = 'ON CONFLICT DO UPDATE SET questions = questions + excluded.questions';

/** The table `question_counts`: a row a day, guild and user. */
export function createSqliteQuestionCounts(file: SqliteFile, now: () => number): QuestionCountStore {
  return {
    countQuestion: (of) =>
      file.write((database) => {
        dropPastKeys(database, dayOf(now()));
        dropQuestionCounts(database, of.day);
        database
          .prepare(`INSERT INTO question_counts VALUES (?, ?, ?, 1) ${ADD}`)
          .run(of.day, of.guild, of.user);
        const names = namesOf(database, of);
        return sumRow.parse(
          database
            .prepare(
              `SELECT sum(questions) AS sum FROM question_counts WHERE day = ? AND guild = ? AND user IN (?, ?)`,
            )
            .get(of.day, of.guild, ...names),
        );
      }),
    uncountQuestion: (of) =>
      file.write((database) => {
        // A user who was forgotten meanwhile has theirs under the other name.
        const [own, forgotten] = namesOf(database, of);
        if (!takeOne(database, of, own)) takeOne(database, of, forgotten);
      }),
  };
}

/** What a user is counted under: their name, and the one that they go on under when they were forgotten on that day. */
function namesOf(
  database: DatabaseSync,
  { user, day }: QuestionCountKey,
): readonly [own: string, forgotten: string] {
  const key = keyOf(database, day);
  return [user, key === undefined ? user : forgottenName(key, user)];
}

/** False when there is none. */
function takeOne(database: DatabaseSync, { day, guild }: QuestionCountKey, name: string): boolean {
  const take = database.prepare(
    'UPDATE question_counts SET questions = questions - 1 WHERE day = ? AND guild = ? AND user = ? AND questions > 0',
  );
  return changesOf(take, day, guild, name) > 0;
}

export function dropQuestionCounts(database: DatabaseSync, today: string): void {
  database.prepare('DELETE FROM question_counts WHERE day < ?').run(today);
}

/** Takes a user's name out of the counts; how many rows bore it. Those of past days limit nothing any more and go. */
export function renameInQuestionCounts(database: DatabaseSync, user: string, today: string): number {
  const remove = database.prepare('DELETE FROM question_counts WHERE user = ?');
  const days = database.prepare(
    'SELECT DISTINCT day AS text FROM question_counts WHERE user = ? AND day >= ?',
  );
  const move = database.prepare(
    `INSERT INTO question_counts SELECT day, guild, $name, questions FROM question_counts
       WHERE day = $day AND user = $user ${ADD}`,
  );
  for (const day of textsOf(days, user, today))
    move.run({ $name: forgottenName(keepKey(database, day), user), $day: day, $user: user });
  return changesOf(remove, user);
}
