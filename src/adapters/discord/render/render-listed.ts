import { cutTo } from './cut-text.ts';
import { type ListOwner, listName, listSubject } from './list-words.ts';
import type { MessageBody } from './message-body.ts';
import { LONGEST_CONTENT, textBody } from './paged.ts';
import { shownTitle } from './reference-row.ts';
import { theirs } from './rows.ts';

const LONGEST_TITLE = 150;

/** What came onto a reading list, and what did not. */
export function renderListed(given: {
  readonly owner: ListOwner;
  /** Titles, as all that follow. */
  readonly added: readonly string[];
  readonly already: readonly string[];
  /** For which the list has no room. */
  readonly full: readonly string[];
  /** How many could not be added, as the index has them no longer. */
  readonly gone: number;
  /** How many papers a list can have. */
  readonly most: number;
}): MessageBody {
  const { owner, added, already, full, gone, most } = given;
  const lines = [
    ...(gone === 0
      ? []
      : [`Not added: ${gone === 1 ? 'a paper that is' : `${gone} papers that are`} no longer in the index.`]),
    ...(added.length === 0 ? [] : [`Added to ${listName(owner)}:`, ...titleLines(added)]),
    ...(already.length === 0 ? [] : ['Already on it:', ...titleLines(already)]),
    ...(full.length === 0
      ? []
      : [
          `${listSubject(owner)} has ${most} papers, the most that it can have. \`/reading-list remove\` makes room for:`,
          ...titleLines(full),
        ]),
  ];
  if (lines.length === 0) return textBody('This answer cites nothing that could be put on the reading list.');
  return textBody(withinLimit(lines));
}

/** What somebody took off a reading list. */
export function renderRemoved(given: { readonly owner: ListOwner; readonly title: string }): MessageBody {
  return textBody([`Removed from ${listName(given.owner)}:`, ...titleLines([given.title])].join('\n'));
}

/** A paper that somebody else put on the list. */
export function renderOfOthers(given: { readonly title: string; readonly user: string }): MessageBody {
  const { title, user } = given;
  return textBody(
    [
      `<@${user}> put this paper on the list. They can remove it, and so can whoever manages messages here:`,
      ...titleLines([title]),
    ].join('\n'),
  );
}

function titleLines(titles: readonly string[]): readonly string[] {
  return titles.map((title) => `- ${cutTo(theirs(shownTitle(title)).markdown, LONGEST_TITLE)}`);
}

function withinLimit(lines: readonly string[]): string {
  const more = '- and more';
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + more.length + 2 > LONGEST_CONTENT) return `${text}\n${more}`;
    text += text === '' ? line : `\n${line}`;
  }
  return text;
}
