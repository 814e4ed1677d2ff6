import type { Detail } from '../../answerer/answer.ts';

/** What each amount of detail means, as it is offered. */
export const DETAIL_NAMES: Readonly<Record<Detail, string>> = {
  short: 'short: the one sentence that answers',
  normal: 'normal',
  long: 'long: more sentences, more papers',
};
