import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { dayOf, forgottenName, newForgottenKey } from './forgotten-user.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { dropPastKeys, keepKey, keyOf } from './sqlite-forgotten-keys.ts';
import { changesOf, textsOf } from './sqlite-rows.ts';
import type { SpentQuery, UsageLedger } from './state-store.ts';

/** Sums over no rows are null in SQL. */
const count = z
  .int()
  .nonnegative()
  .nullable()
  .transform((value) => value ?? 0);
const spentRow = z.object({
  inputTokens: count,
  outputTokens: count,
  requests: count,
  estimated: count.transform((value) => value > 0),
});
const modelRow = spentRow.extend({ model: z.string() });

const SUMS = `sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens, sum(requests) AS requests,
  max(estimated) AS estimated`;
const WHERE = 'FROM usage WHERE day = $day AND ($user IS NULL OR user IN ($user, $forgotten))';
const ADD = `ON CONFLICT DO UPDATE SET input_tokens = input_tokens + excluded.input_tokens,
  output_tokens = output_tokens + excluded.output_tokens, requests = requests + excluded.requests,
  estimated = max(estimated, excluded.estimated)`;

/** The table `usage`: a row a day, user and model. */
export function createSqliteLedger(file: SqliteFile, now: () => number): UsageLedger {
  return {
    book: ({ user, day, usage, model }) =>
      file.write((database) => {
        dropPastKeys(database, dayOf(now()));
        database
          .prepare(`INSERT INTO usage VALUES ($day, $user, $model, $input, $output, 1, $estimated) ${ADD}`)
          .run({
            $day: day,
            $user: user,
            $model: model,
            $input: usage.inputTokens,
            $output: usage.outputTokens,
            $estimated: usage.estimated ? 1 : 0,
          });
      }),
    spent: (query) =>
      file.read((database) =>
        spentRow.parse(database.prepare(`SELECT ${SUMS} ${WHERE}`).get(parametersOf(database, query))),
      ),
    spentByModel: (query) =>
      file.read((database) =>
        database
          .prepare(`SELECT model, ${SUMS} ${WHERE} GROUP BY model ORDER BY model`)
          .all(parametersOf(database, query))
          .map((row) => modelRow.parse(row)),
      ),
  };
}

function parametersOf(
  database: DatabaseSync,
  { day, user }: SpentQuery,
): { $day: string; $user: string | null; $forgotten: string | null } {
  const key = user === undefined ? undefined : keyOf(database, day);
  return {
    $day: day,
    $user: user ?? null,
    $forgotten: user === undefined || key === undefined ? null : forgottenName(key, user),
  };
}

/**
 * Takes a user's name out of the ledger; how many rows bore it. The key of today's new name is kept until the day is over, so that what
 * was used today stays counted; those of past days are known to nobody.
 */
export function renameInLedger(database: DatabaseSync, user: string, today: string): number {
  dropPastKeys(database, today);
  const move = database.prepare(
    `INSERT INTO usage SELECT day, $name, model, input_tokens, output_tokens, requests, estimated FROM usage
       WHERE day = $day AND user = $user ${ADD}`,
  );
  const remove = database.prepare('DELETE FROM usage WHERE day = ? AND user = ?');
  const days = textsOf(database.prepare('SELECT DISTINCT day AS text FROM usage WHERE user = ?'), user);
  return days.reduce((rows, day) => {
    const key = day < today ? newForgottenKey() : keepKey(database, day);
    move.run({ $name: forgottenName(key, user), $day: day, $user: user });
    return rows + changesOf(remove, day, user);
  }, 0);
}
