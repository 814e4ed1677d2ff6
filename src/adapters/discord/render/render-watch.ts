import type { MatchReport } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import { fitHits } from './fit-hits.ts';
import type { MessageBody } from './message-body.ts';
import { noticeRows } from './notice-rows.ts';
import { LONGEST_CONTENT, pagedBodies, textBody } from './paged.ts';
import { shownTitle } from './reference-row.ts';
import { ours, oursBold, row, rowsMarkdown, type Span, small, theirs } from './rows.ts';

/** Papers that a post shows at most. */
export const POSTED_PAPERS = 8;
/** Titles that are named when a watch is set. */
export const NAMED_PAPERS = 3;

const LONGEST_TITLE = 200;
const LONGEST_TOPIC = 300;
const LONGEST_NOTICE = 200;

/** A watch as it is shown: its number is what `/watch stop` takes. */
export interface ShownWatch {
  readonly number: number;
  readonly topic: string;
}

/** A watch in its channel's list. */
export interface ListedWatch extends ShownWatch {
  /** Discord's id of who set it; null when it is not known. */
  readonly user: string | null;
  readonly lastPosted: string | null;
}

/** New papers on a watched topic, in one message. */
export function renderWatchPost(watch: ShownWatch, report: Pick<MatchReport, 'hits' | 'total'>): MessageBody {
  const { total } = report;
  const found = total === 1 ? 'A new paper' : counted(total, 'new paper');
  const head = rowsMarkdown([row([ours(`${found} on “`), topicOf(watch), ours('”:')])]);
  // The longest that may stand below, so that what is shown does not depend on it.
  const room = LONGEST_CONTENT - head.length - footText(watch, total).length - 2 * '\n\n'.length;
  const { shown, text } = fitHits(report.hits.slice(0, POSTED_PAPERS), room);
  return textBody([head, text, footText(watch, total - shown)].join('\n\n'));
}

function footText({ number }: ShownWatch, more: number): string {
  const rest = more === 0 ? '' : `And ${counted(more, 'more', 'more')}, which \`/search\` finds. `;
  return rowsMarkdown([small(ours(`${rest}This is watch ${number}; \`/watch stop\` ends it.`))]);
}

/** What a new watch will do, and what it would have found so far: whether the topic was understood. */
export function renderWatchSet(
  watch: ShownWatch,
  given: { readonly report: MatchReport; readonly papers: number; readonly direct: boolean },
): MessageBody {
  const { report, papers, direct } = given;
  const where = direct ? 'here, to you alone' : 'in this channel';
  const head = row([
    ours('I watch “'),
    topicOf(watch),
    ours(`”: when papers on it come into my index, I post them ${where}, in one message a day at most.`),
  ]);
  const titles = report.hits.slice(0, NAMED_PAPERS).map(({ paper }) =>
    row([ours(cutTo(theirs(shownTitle(paper.title)).markdown, LONGEST_TITLE))], {
      prefix: '- ',
      apart: false,
    }),
  );
  const { total } = report;
  const such = total > titles.length ? ', such as' : '';
  const known =
    total === 0
      ? 'none is on it. If that surprises you, set the watch in other words.'
      : `${total.toLocaleString('en')} ${total === 1 ? 'is' : 'are'} on it${such}:`;
  const foot = small(ours(`This is watch ${watch.number}; \`/watch stop\` ends it.`));
  return textBody(
    rowsMarkdown([
      head,
      row([ours(`I have ${counted(papers, 'paper')} now; ${known}`)]),
      ...titles,
      ...noticeRows(report.notices, LONGEST_NOTICE),
      foot,
    ]),
  );
}

/** The watches of a channel, in as many messages as they need. */
export function renderWatches(watches: readonly ListedWatch[]): readonly MessageBody[] {
  if (watches.length === 0)
    return [
      textBody(
        'Nothing is watched here yet. `/watch topic` sets a watch: new papers on its topic are posted.',
      ),
    ];
  const rows = watches.map((watch) =>
    row(
      [
        oursBold(String(watch.number)),
        ours(' “'),
        topicOf(watch),
        ours('” – '),
        ...(watch.user === null ? [] : [ours(`set by <@${watch.user}>, `)]),
        ours(watch.lastPosted === null ? 'nothing posted yet' : `last post on ${watch.lastPosted}`),
      ],
      { prefix: '- ', apart: false },
    ),
  );
  const head = row([
    ours(watches.length === 1 ? 'Watched here:' : `Watched here, ${watches.length} topics:`),
  ]);
  return pagedBodies([[head], ...rows.map((one) => [one])]);
}

export function renderWatchStopped(watch: ShownWatch): MessageBody {
  return textBody(
    rowsMarkdown([row([ours(`Watch ${watch.number} is stopped: “`), topicOf(watch), ours('”.')])]),
  );
}

/** Somebody else's watch, for the one who wanted to stop it. */
export function renderWatchOfOthers({ number, user }: ListedWatch): MessageBody {
  const owner = user === null ? 'Somebody else' : `<@${user}>`;
  return textBody(
    `${owner} set watch ${number}. They can stop it, and so can whoever manages messages in this channel.`,
  );
}

/** The same topic in the same channel. */
export function renderWatchedAlready({ number, user }: ListedWatch): MessageBody {
  const by = user === null ? '' : `, set by <@${user}>`;
  return textBody(`That is watched here already: watch ${number}${by}. New papers on it are posted here.`);
}

function topicOf({ topic }: ShownWatch): Span {
  return ours(cutTo(theirs(topic).markdown, LONGEST_TOPIC));
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}
