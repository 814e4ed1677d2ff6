import { z } from 'zod';
import type { SqliteFile } from './sqlite-file.ts';
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
const WHERE = 'FROM usage WHERE day = $day AND ($user IS NULL OR user = $user)';

/** The table `usage`: a row a day, user and model. */
export function createSqliteLedger(file: SqliteFile): UsageLedger {
  return {
    book: ({ user, day, usage, model }) =>
      file.write((database) => {
        database
          .prepare(
            `INSERT INTO usage VALUES ($day, $user, $model, $input, $output, 1, $estimated)
             ON CONFLICT DO UPDATE SET input_tokens = input_tokens + excluded.input_tokens,
               output_tokens = output_tokens + excluded.output_tokens, requests = requests + 1,
               estimated = max(estimated, excluded.estimated)`,
          )
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
        spentRow.parse(database.prepare(`SELECT ${SUMS} ${WHERE}`).get(parametersOf(query))),
      ),
    spentByModel: (query) =>
      file.read((database) =>
        database
          .prepare(`SELECT model, ${SUMS} ${WHERE} GROUP BY model ORDER BY model`)
          .all(parametersOf(query))
          .map((row) => modelRow.parse(row)),
      ),
  };
}

function parametersOf({ day, user }: SpentQuery): { $day: string; $user: string | null } {
  return { $day: day, $user: user ?? null };
}
