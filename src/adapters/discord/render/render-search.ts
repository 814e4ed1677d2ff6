import type { SearchHit, SearchReport } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { LONGEST_CONTENT, textBody } from './paged.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, type Row, row, rowMarkdown, rowsMarkdown, type Span, small, theirs } from './rows.ts';

const MOST_HITS = 10;
const LONGEST_WORDS = 200;
const LONGEST_NOTICE = 200;
/** Tried in this order until everything fits into one message; 0 leaves the sentences out. */
const SIZES = [
  { title: 300, sentence: 600 },
  { title: 200, sentence: 300 },
  { title: 150, sentence: 180 },
  { title: 120, sentence: 90 },
  { title: 90, sentence: 0 },
] as const;

type Size = (typeof SIZES)[number];

/** The ten best papers with link and matching sentence, in one message: long sentences give way before papers do. */
export function renderSearch(words: string, report: SearchReport): readonly MessageBody[] {
  const contents = SIZES.map((size) => rowsMarkdown(searchRows(words, report, size)));
  const fitting = contents.find((content) => content.length <= LONGEST_CONTENT);
  return [textBody(fitting ?? rowsMarkdown(fewest(words, report)))];
}

function searchRows(words: string, report: SearchReport, size: Size): readonly Row[] {
  const shown = report.hits.slice(0, MOST_HITS);
  return [
    ...headRows(words, report, shown.length),
    ...shown.flatMap((hit, place) => hitRows(hit, place + 1, size)),
  ];
}

/** Links are the longest of what is left: as many papers as fit. */
function fewest(words: string, report: SearchReport): readonly Row[] {
  const size = SIZES[SIZES.length - 1] ?? SIZES[0];
  for (let count = Math.min(MOST_HITS, report.hits.length); count > 0; count--) {
    const rows = [
      ...headRows(words, report, count),
      ...report.hits.slice(0, count).flatMap((hit, place) => hitRows(hit, place + 1, size)),
    ];
    if (rowsMarkdown(rows).length <= LONGEST_CONTENT) return rows;
  }
  return headRows(words, report, 0);
}

function headRows(words: string, { hits, notices }: SearchReport, shown: number): readonly Row[] {
  const asked = ours(cutTo(theirs(words).markdown, LONGEST_WORDS));
  const noted = [...new Set(notices)]
    .slice(0, 2)
    .map((notice) => small(ours(cutTo(theirs(notice).markdown, LONGEST_NOTICE))));
  if (hits.length === 0) return [row([ours('No paper matches “'), asked, ours('”.')]), ...noted];
  const count = shown < hits.length ? ` (the best ${shown} of ${hits.length})` : '';
  return [row([ours('Papers on “'), asked, ours(`”${count}:`)]), ...noted];
}

function hitRows({ paper, sentence }: SearchHit, place: number, size: Size): readonly Row[] {
  const [title, ...about] = referenceSpans(paper);
  const head: readonly Span[] = title === undefined ? [] : [shortened(title, size.title)];
  const rows: Row[] = [
    row([ours(`${place}\\. `), ...head, ...about.map((span) => shortened(span, size.title))]),
  ];
  if (sentence !== null && size.sentence > 0) {
    const said = shortened(theirs(sentence), size.sentence);
    if (rowMarkdown({ prefix: '', spans: [said] }) !== '')
      rows.push(row([ours('“'), said, ours('”')], { prefix: '> ', apart: false }));
  }
  return rows;
}

function shortened(span: Span, limit: number): Span {
  return span.kind === 'whole' ? span : { ...span, markdown: cutTo(span.markdown, limit) };
}
