import { join } from 'node:path';
import { MIGRATIONS } from './migrations.ts';
import { createSqliteAnswers } from './sqlite-answers.ts';
import { createSqliteConversations } from './sqlite-conversations.ts';
import { createSqliteFacts } from './sqlite-facts.ts';
import { createSqliteFeedback } from './sqlite-feedback.ts';
import { createSqliteFile } from './sqlite-file.ts';
import { createSqliteForgetting } from './sqlite-forgetting.ts';
import { createSqliteGuildSettings } from './sqlite-guild-settings.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import { createSqliteQuestionCounts } from './sqlite-question-counts.ts';
import { createSqliteReadingLists } from './sqlite-reading-lists.ts';
import { createSqliteReplies } from './sqlite-replies.ts';
import { createSqliteSightings } from './sqlite-sightings.ts';
import { createSqliteWatches } from './sqlite-watches.ts';
import { REPLY_BOUNDS, type StateOptions, type StateStore } from './state-store.ts';

/** The state as one SQLite file, `state.sqlite`, of a folder. Only its owner can read either; both are made at the first use. */
export function createSqliteState(
  options: StateOptions & {
    readonly folder: string;
    /** How long a lock of another process is waited for. */
    readonly patienceMilliseconds?: number;
  },
): StateStore {
  const { folder, patienceMilliseconds } = options;
  const file = createSqliteFile({
    file: join(folder, 'state.sqlite'),
    migrations: MIGRATIONS,
    ...(patienceMilliseconds === undefined ? {} : { patienceMilliseconds }),
  });
  const now = options.now ?? Date.now;
  return {
    ...createSqliteLedger(file, now),
    ...createSqliteReplies(file, { bounds: options.replies ?? REPLY_BOUNDS, now }),
    ...createSqliteConversations(file, now),
    ...createSqliteAnswers(file, now),
    ...createSqliteFeedback(file, now),
    ...createSqliteReadingLists(file, now),
    ...createSqliteGuildSettings(file),
    ...createSqliteWatches(file),
    ...createSqliteSightings(file),
    ...createSqliteQuestionCounts(file, now),
    ...createSqliteFacts(file),
    ...createSqliteForgetting(file, now),
    async close() {
      file.close();
    },
  };
}
