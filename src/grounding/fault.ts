import type { Objection } from './draft.ts';

/** What a check found, and what it does to a claim: a fatal fault drops it, another keeps it from being called checked. */
export interface Fault {
  readonly objection: Objection;
  readonly fatal: boolean;
}

export function fatal(objection: Objection): Fault {
  return { objection, fatal: true };
}

export function doubtful(objection: Objection): Fault {
  return { objection, fatal: false };
}
