import { cutTo } from './cut-text.ts';
import { discreet } from './discreet.ts';
import { ours, type Row, small, theirs } from './rows.ts';

const MOST_NOTICES = 3;

/** What the program has to say beside its results, each once and in so many characters at most. */
export function noticeRows(notices: readonly string[], longest: number): readonly Row[] {
  return [...new Set(notices)]
    .map((notice) => cutTo(theirs(discreet(notice)).markdown, longest))
    .filter((notice) => notice !== '')
    .slice(0, MOST_NOTICES)
    .map((notice) => small(ours(notice)));
}
