import type { SearchReport } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import { fitHits } from './fit-hits.ts';
import type { MessageBody } from './message-body.ts';
import { noticeRows } from './notice-rows.ts';
import { textBody } from './paged.ts';
import { ours, row, rowsMarkdown, theirs } from './rows.ts';

const MOST_HITS = 10;
const LONGEST_WORDS = 200;
const LONGEST_NOTICE = 200;
/** Of an embed's text: ten papers with their sentences need more than a message has. */
const LONGEST_TEXT = 4096;

/** The ten best papers with link and matching sentence, in one message. */
export function renderSearch(words: string, report: SearchReport): readonly MessageBody[] {
  const hits = report.hits.slice(0, MOST_HITS);
  if (hits.length === 0) return [textBody(headText(words, report, 0))];
  const { shown, text } = fitHits(hits, LONGEST_TEXT);
  return [{ ...textBody(headText(words, report, shown)), embeds: [{ description: text }] }];
}

function headText(words: string, { hits, notices }: SearchReport, shown: number): string {
  const asked = ours(cutTo(theirs(words).markdown, LONGEST_WORDS));
  const count = shown < hits.length ? ` (the best ${shown} of ${hits.length})` : '';
  const head =
    hits.length === 0
      ? row([ours('No paper matches “'), asked, ours('”.')])
      : row([ours('Papers on “'), asked, ours(`”${count}:`)]);
  return rowsMarkdown([head, ...noticeRows(notices, LONGEST_NOTICE)]);
}
