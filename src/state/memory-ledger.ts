import { addUsage, NO_USAGE, type Usage } from '../chat/usage.ts';
import { dayOf, forgottenName, newForgottenKey } from './forgotten-user.ts';
import type { LedgerRow, MemoryTables, OpenTables } from './memory-tables.ts';
import type { Spent, SpentQuery, UsageLedger } from './state-store.ts';

export function createMemoryLedger(open: OpenTables, now: () => number): UsageLedger {
  return {
    async book({ user, day, usage, model }) {
      const tables = open();
      dropPastKeys(tables, dayOf(now()));
      add(tables, { day, user, model, spent: { ...usage, requests: 1 } });
    },
    async spent(query) {
      return sum(rows(open(), query).map(({ spent }) => spent));
    },
    async spentByModel(query) {
      return [...Map.groupBy(rows(open(), query), ({ model }) => model)]
        .map(([model, own]) => ({ model, ...sum(own.map(({ spent }) => spent)) }))
        .sort((a, b) => (a.model < b.model ? -1 : 1));
    },
  };
}

/** Takes a user's name out of the ledger; how many rows bore it. */
export function renameInLedger(tables: MemoryTables, user: string, today: string): number {
  dropPastKeys(tables, today);
  const own = [...tables.ledger].filter(([, row]) => row.user === user);
  for (const [place, row] of own) {
    tables.ledger.delete(place);
    add(tables, { ...row, user: forgottenName(keyFor(tables, row.day, today), user) });
  }
  return own.length;
}

/** Without its key nobody can tell who a name of a past day stands for. */
export function dropPastKeys({ forgottenKeys }: MemoryTables, today: string): void {
  for (const day of forgottenKeys.keys()) if (day < today) forgottenKeys.delete(day);
}

/** The key of the names that a day's forgotten users go on under. */
export function keyFor({ forgottenKeys }: MemoryTables, day: string, today: string): string {
  if (day < today) return newForgottenKey();
  const key = forgottenKeys.get(day) ?? newForgottenKey();
  forgottenKeys.set(day, key);
  return key;
}

function add({ ledger }: MemoryTables, row: LedgerRow): void {
  const place = JSON.stringify([row.day, row.user, row.model]);
  ledger.set(place, { ...row, spent: sum([ledger.get(place)?.spent ?? sum([]), row.spent]) });
}

function rows({ ledger, forgottenKeys }: MemoryTables, { day, user }: SpentQuery): readonly LedgerRow[] {
  const key = forgottenKeys.get(day);
  const names = user === undefined || key === undefined ? [user] : [user, forgottenName(key, user)];
  return [...ledger.values()].filter(
    (row) => row.day === day && (user === undefined || names.includes(row.user)),
  );
}

function sum(parts: readonly Spent[]): Spent {
  return {
    ...parts.reduce<Usage>(addUsage, NO_USAGE),
    requests: parts.reduce((total, { requests }) => total + requests, 0),
  };
}
