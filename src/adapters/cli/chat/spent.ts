import type { Answer, Usage } from '../../../answerer/answer.ts';
import { addUsage, NO_USAGE } from '../../../chat/usage.ts';

/** What the answers of a session have used of a chat model. */
export interface Spent {
  readonly answers: number;
  /** Replies from the cache are none. */
  readonly requests: number;
  readonly usage: Usage;
}

export const NOTHING_SPENT: Spent = { answers: 0, requests: 0, usage: NO_USAGE };

export function addSpent(spent: Spent, { usage, receipt }: Answer): Spent {
  return {
    answers: spent.answers + 1,
    requests: spent.requests + receipt.calls.filter(({ cached }) => !cached).length,
    usage: usage === null ? spent.usage : addUsage(spent.usage, usage),
  };
}
