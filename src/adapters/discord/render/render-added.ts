import type { AddReport, SearchHit } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { noticeRows } from './notice-rows.ts';
import { LONGEST_CONTENT, textBody } from './paged.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, type Row, row, rowMarkdown, rowsMarkdown, type Span, theirs } from './rows.ts';

/** Tried in this order until everything fits; 0 leaves the sentences, or the papers that are near, out. */
const SIZES = [
  { text: 300, sentence: 400, near: 2 },
  { text: 200, sentence: 200, near: 2 },
  { text: 120, sentence: 100, near: 2 },
  { text: 100, sentence: 0, near: 2 },
  { text: 100, sentence: 0, near: 1 },
  { text: 60, sentence: 0, near: 0 },
] as const;

type Size = (typeof SIZES)[number];

/** A paper that is in the index now: what became of it, its title with authors, year and link, and what is nearest to it. */
export function renderAdded(report: AddReport): MessageBody {
  const texts = SIZES.map((size) => addedText(report, size));
  const fitting = texts.find((text) => text.length <= LONGEST_CONTENT);
  return textBody(fitting ?? rowsMarkdown([row([ours(headWords(report))])]));
}

function addedText(report: AddReport, size: Size): string {
  const near = report.nearest.slice(0, size.near).flatMap((hit) => nearRows(hit, size));
  return rowsMarkdown([
    row([ours(headWords(report))]),
    row(shortened(referenceSpans(report.paper), size), { apart: false }),
    ...noticeRows(report.notices, size.text),
    ...(near.length === 0 ? [] : [row([ours('Nearest here:')]), ...near]),
  ]);
}

function headWords({ isNew, changed, papers }: AddReport): string {
  const count = papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`;
  if (isNew) return `Added; I answer from ${count} now:`;
  return changed
    ? 'This was here already, and is brought up to date:'
    : 'This was here already, and arXiv says nothing new of it:';
}

function nearRows({ paper, sentence }: SearchHit, size: Size): readonly Row[] {
  const rows: Row[] = [row(shortened(referenceSpans(paper), size), { prefix: '- ', apart: false })];
  const said = cutTo(theirs(sentence ?? '').markdown, size.sentence);
  if (rowMarkdown({ prefix: '', spans: [ours(said)] }) !== '')
    rows.push(row([ours('“'), ours(said), ours('”')], { prefix: '> ', apart: false }));
  return rows;
}

function shortened(spans: readonly Span[], { text }: Size): readonly Span[] {
  return spans.map((span) =>
    span.kind === 'whole' ? span : { ...span, markdown: cutTo(span.markdown, text) },
  );
}
