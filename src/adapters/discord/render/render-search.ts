import type { SearchHit, SearchReport } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, type Row, row, rowMarkdown, rowsMarkdown, type Span, small, theirs } from './rows.ts';

const MOST_HITS = 10;
const LONGEST_WORDS = 200;
const LONGEST_NOTICE = 200;
/** Of an embed's text: ten papers with their sentences need more than a message has. */
const LONGEST_TEXT = 4096;
/** Tried in this order until everything fits; 0 leaves the sentences out. */
const SIZES = [
  { title: 300, sentence: 800 },
  { title: 300, sentence: 400 },
  { title: 200, sentence: 250 },
  { title: 150, sentence: 150 },
  { title: 120, sentence: 80 },
  { title: 100, sentence: 0 },
] as const;

type Size = (typeof SIZES)[number];

const SMALLEST: Size = SIZES[5];

/** The ten best papers with link and matching sentence, in one message: long sentences give way before papers do. */
export function renderSearch(words: string, report: SearchReport): readonly MessageBody[] {
  const hits = report.hits.slice(0, MOST_HITS);
  if (hits.length === 0) return [textBody(headText(words, report, 0))];
  const texts = SIZES.map((size) => hitsText(hits, size));
  const whole = texts.find((text) => text.length <= LONGEST_TEXT);
  const [count, description] = whole === undefined ? fewest(hits) : ([hits.length, whole] as const);
  return [{ ...textBody(headText(words, report, count)), embeds: [{ description }] }];
}

function hitsText(hits: readonly SearchHit[], size: Size): string {
  return rowsMarkdown(hits.flatMap((hit, place) => hitRows(hit, place + 1, size)));
}

/** Links are the longest of what is left: as many papers as fit. */
function fewest(hits: readonly SearchHit[]): readonly [count: number, text: string] {
  let count = hits.length;
  while (count > 1 && hitsText(hits.slice(0, count), SMALLEST).length > LONGEST_TEXT) count--;
  return [count, hitsText(hits.slice(0, count), SMALLEST)];
}

function headText(words: string, { hits, notices }: SearchReport, shown: number): string {
  const asked = ours(cutTo(theirs(words).markdown, LONGEST_WORDS));
  const noted = [...new Set(notices)]
    .map((notice) => cutTo(theirs(notice).markdown, LONGEST_NOTICE))
    .filter((notice) => notice !== '')
    .slice(0, 3)
    .map((notice) => small(ours(notice)));
  const count = shown < hits.length ? ` (the best ${shown} of ${hits.length})` : '';
  const head =
    hits.length === 0
      ? row([ours('No paper matches “'), asked, ours('”.')])
      : row([ours('Papers on “'), asked, ours(`”${count}:`)]);
  return rowsMarkdown([head, ...noted]);
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
