import type { Paper } from '../../../papers/paper.ts';
import { cutTo } from './cut-text.ts';
import { type ListOwner, listSubject, paperCount } from './list-words.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, type Row, row, rowsMarkdown, type Span, small, theirs } from './rows.ts';

export const LISTED_ON_A_PAGE = 10;
const LONGEST_ID = 100;
/** Of an embed's text. */
const LONGEST_TEXT = 4096;
/** Tried in this order until a page fits; with the last it does, whatever the papers are called. */
const SIZES = [
  { words: 300, links: true },
  { words: 120, links: true },
  { words: 120, links: false },
] as const;

export interface ShownEntry {
  readonly paperId: string;
  /** Null when it is no longer in the index. */
  readonly paper: Paper | null;
  /** Discord's id of whoever added it; null when that is not known. */
  readonly user: string | null;
  readonly added: Date;
}

/** A page of a reading list. */
export function renderReadingList(list: {
  readonly owner: ListOwner;
  /** Of the whole list. */
  readonly count: number;
  /** Of these, papers that are no longer in the index. */
  readonly gone: number;
  /** Counted from 1. */
  readonly page: number;
  readonly pages: number;
  /** Those of this page, in the order they were added. */
  readonly entries: readonly ShownEntry[];
}): MessageBody {
  const { owner, count, gone, page, pages, entries } = list;
  if (entries.length === 0) return renderEmptyList(owner);
  const first = (page - 1) * LISTED_ON_A_PAGE + 1;
  const which = pages === 1 ? '' : `; these are ${first} to ${first + entries.length - 1}`;
  const content = rowsMarkdown([
    row([ours(`${listSubject(owner)} has ${paperCount(count)}${which}.`)]),
    ...(gone === 0 ? [] : [small(ours(goneWords(gone)))]),
    ...(page >= pages
      ? []
      : [small(ours(`Page ${page} of ${pages}. The next: \`/reading-list show page:${page + 1}\``))]),
  ]);
  const texts = SIZES.map((size) =>
    rowsMarkdown(entries.flatMap((entry, place) => entryRows(entry, first + place, owner, size))),
  );
  const description = texts.find((text) => text.length <= LONGEST_TEXT) ?? texts.at(-1) ?? '';
  return { ...textBody(content), embeds: [{ description }] };
}

/** What to do about a list without papers. */
export function renderEmptyList(owner: ListOwner): MessageBody {
  return textBody(
    `${listSubject(owner)} is empty. \`/reading-list add\` puts a paper on it, and so does **Add to reading list** below an answer.`,
  );
}

function goneWords(gone: number): string {
  return gone === 1
    ? 'One of them is no longer in the index.'
    : `${gone} of them are no longer in the index.`;
}

function entryRows(
  { paperId, paper, user, added }: ShownEntry,
  place: number,
  owner: ListOwner,
  { words, links }: (typeof SIZES)[number],
): readonly Row[] {
  const about: readonly Span[] =
    paper === null
      ? [theirs(cutTo(paperId, LONGEST_ID)), ours(' — no longer in the index')]
      : referenceSpans(links ? paper : { ...paper, url: null, arxivId: null, doi: null });
  const shown = about.map((span) =>
    span.kind === 'whole' ? span : { ...span, markdown: cutTo(span.markdown, words) },
  );
  // Whoever added it is named and not called: no mention is ever parsed.
  const by = owner === 'channel' && user !== null && /^\d{1,20}$/u.test(user) ? ` by <@${user}>` : '';
  const when = `<t:${Math.floor(added.getTime() / 1000)}:d>`;
  return [
    row([ours(`${place}\\. `), ...shown]),
    row([ours(`added ${when}${by}`)], { prefix: '-# ', apart: false }),
  ];
}
