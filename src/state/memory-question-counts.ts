import type { QuestionCountKey, QuestionCountStore } from './community-state.ts';
import { dayOf, forgottenName } from './forgotten-user.ts';
import { dropPastKeys, keyFor } from './memory-ledger.ts';
import type { MemoryTables, OpenTables } from './memory-tables.ts';

export function createMemoryQuestionCounts(open: OpenTables, now: () => number): QuestionCountStore {
  return {
    async countQuestion(of) {
      const tables = open();
      dropPastKeys(tables, dayOf(now()));
      dropQuestionCounts(tables, of.day);
      add(tables, of, 1);
      return namesOf(tables, of).reduce((sum, user) => sum + questionsOf(tables, { ...of, user }), 0);
    },
    async uncountQuestion(of) {
      const tables = open();
      const name = namesOf(tables, of).find((user) => questionsOf(tables, { ...of, user }) > 0);
      if (name !== undefined) add(tables, { ...of, user: name }, -1);
    },
  };
}

export function dropQuestionCounts({ questionCounts }: MemoryTables, today: string): void {
  for (const [place, { day }] of questionCounts) if (day < today) questionCounts.delete(place);
}

/** Takes a user's name out of the counts; how many rows bore it. Those of past days limit nothing any more and go. */
export function renameInQuestionCounts(tables: MemoryTables, user: string, today: string): number {
  const own = [...tables.questionCounts].filter(([, row]) => row.user === user);
  for (const [place, row] of own) {
    tables.questionCounts.delete(place);
    if (row.day >= today)
      add(tables, { ...row, user: forgottenName(keyFor(tables, row.day, today), user) }, row.questions);
  }
  return own.length;
}

/** What a user is counted under: their name, and the one that they go on under when they were forgotten on that day. */
function namesOf({ forgottenKeys }: MemoryTables, { user, day }: QuestionCountKey): readonly string[] {
  const key = forgottenKeys.get(day);
  return key === undefined ? [user] : [user, forgottenName(key, user)];
}

function add(tables: MemoryTables, of: QuestionCountKey, questions: number): void {
  const { day, guild, user } = of;
  tables.questionCounts.set(placeOf(of), {
    day,
    guild,
    user,
    questions: questionsOf(tables, of) + questions,
  });
}

function questionsOf({ questionCounts }: MemoryTables, of: QuestionCountKey): number {
  return questionCounts.get(placeOf(of))?.questions ?? 0;
}

function placeOf({ day, guild, user }: QuestionCountKey): string {
  return JSON.stringify([day, guild, user]);
}
