import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { SqliteFile } from './sqlite-file.ts';
import { DAY_MILLISECONDS, type KeptReply, type ReplyBounds, type ReplyCache } from './state-store.ts';

const count = z.int().nonnegative();
const replyRow = z
  .object({
    text: z.string(),
    model: z.string(),
    inputTokens: count,
    outputTokens: count,
    estimated: z.int(),
  })
  .transform(
    ({ text, model, inputTokens, outputTokens, estimated }): KeptReply => ({
      text,
      model,
      usage: { inputTokens, outputTokens, estimated: estimated !== 0 },
    }),
  );

/** The table `replies`, within bounds at every write. */
export function createSqliteReplies(
  file: SqliteFile,
  options: { readonly bounds: ReplyBounds; readonly now: () => number },
): ReplyCache {
  const { bounds, now } = options;
  const oldest = (): number => now() - bounds.days * DAY_MILLISECONDS;
  return {
    async cachedReply(key) {
      const reply = await file.read((database) => find(database, key, oldest()));
      if (reply !== null) await noteUse(file, key, now());
      return reply;
    },
    keepReply: (key, { text, model, usage }) =>
      file.write((database) => {
        database
          .prepare(
            'INSERT OR REPLACE INTO replies VALUES ($key, $text, $model, $input, $output, $estimated, $now)',
          )
          .run({
            $key: key,
            $text: text,
            $model: model,
            $input: usage.inputTokens,
            $output: usage.outputTokens,
            $estimated: usage.estimated ? 1 : 0,
            $now: now(),
          });
        database.prepare('DELETE FROM replies WHERE used_at <= ?').run(oldest());
        database
          .prepare(
            `DELETE FROM replies WHERE rowid IN
               (SELECT rowid FROM replies ORDER BY used_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
          )
          .run(bounds.count);
      }),
  };
}

function find(database: DatabaseSync, key: string, oldest: number): KeptReply | null {
  const row = database
    .prepare(
      `SELECT text, model, input_tokens AS inputTokens, output_tokens AS outputTokens, estimated
       FROM replies WHERE key = ? AND used_at > ?`,
    )
    .get(key, oldest);
  return row === undefined ? null : replyRow.parse(row);
}

/** A reply that was found is of use even when its use cannot be written down: it only ages sooner. */
async function noteUse(file: SqliteFile, key: string, now: number): Promise<void> {
  await file
    .write((database) => {
      database.prepare('UPDATE replies SET used_at = ? WHERE key = ?').run(now, key);
    })
    .catch(() => undefined);
}
