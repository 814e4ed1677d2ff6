import type { ComparisonTable, TableCell } from '../../../answerer/answer.ts';
import { cleanLine } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { shownTitle } from './reference-row.ts';
import {
  type Block,
  type CodeRow,
  markerOf,
  ours,
  type Row,
  row,
  type Span,
  theirs,
  theirsBold,
} from './rows.ts';
import { padTo, widthOf } from './text-width.ts';

/** What a phone shows of a code block without breaking its lines. */
const WIDEST = 56;
const GAP = '  ';
const LONGEST_HEAD = 48;
const NOT_STATED = 'not stated';

/** In a code block no backslash helps: what would end it, or speak from within it, goes into a list, where it can be escaped. */
const SPEAKING = /`|<\S|@(?:everyone|here)|:\/\/|discord[a-z]*\./iu;

/** A comparison as a code block where it is narrow enough, else as a list: the aspect, then one line a paper. */
export function tableBlocks(table: ComparisonTable, titles: readonly string[]): readonly Block[] {
  if (table.rows.length === 0) return [];
  const names = table.papers.map((_, column) => shortTitle(cleanLine(shownTitle(titles[column] ?? ''))));
  const heads = table.papers.map((marker, column) => `[${marker}] ${names[column] ?? ''}`);
  const named = codeRows(table, heads);
  if (named !== null) return [named];
  const legend = table.papers.map((marker, column): Row => {
    const title = theirsBold(names[column] ?? '');
    return row([markerOf(marker), ours(' '), title], { apart: column === 0 });
  });
  const bare = codeRows(
    table,
    table.papers.map((marker) => `[${marker}]`),
  );
  if (bare !== null) return [[...legend, ...bare]];
  const [first = [], ...others] = table.rows.map((entry) => listRows(table, entry));
  return [[...legend, ...first], ...others];
}

/** The part of a title before its colon, where that is a name, else its first words. */
function shortTitle(title: string): string {
  return cutTo(/^(.{2,40}?)\s*:\s?\S/u.exec(title)?.[1] ?? title, LONGEST_HEAD);
}

/** One line a row under the heads; null when a line would be too wide or a cell cannot stand in a code block. */
function codeRows({ rows }: ComparisonTable, heads: readonly string[]): readonly CodeRow[] | null {
  const lines = rows.map(({ aspect, cells }) => [cleanLine(aspect), ...cells.map(cellText)]);
  const all = [['', ...heads], ...lines];
  if (all.flat().some((text) => SPEAKING.test(text))) return null;
  const widths = Array.from({ length: Math.max(...all.map((line) => line.length)) }, (_, column) =>
    Math.max(...all.map((line) => widthOf(line[column] ?? ''))),
  );
  if (widths.reduce((sum, width) => sum + width) + GAP.length * (widths.length - 1) > WIDEST) return null;
  const lineOf = (texts: readonly string[]): string =>
    widths
      .map((width, column) => padTo(texts[column] ?? '', width))
      .join(GAP)
      .trimEnd();
  const head = [lineOf(['', ...heads]), widths.map((width) => '─'.repeat(width)).join(GAP)];
  return lines.map((line, place) => ({ kind: 'code', text: lineOf(line), head, apart: place === 0 }));
}

function listRows({ papers }: ComparisonTable, { aspect, cells }: ComparisonTable['rows'][number]): Row[] {
  const said = cells.map((cell, column) => {
    const marker = papers[column];
    const label: readonly Span[] = marker === undefined ? [] : [markerOf(marker), ours(' ')];
    return row([...label, theirs(cellText(cell))], { apart: false });
  });
  return [row([theirsBold(aspect)]), ...said];
}

/** A quote in quotation marks; what was left out of its sentence before or behind it is marked. */
function cellText(cell: TableCell | null): string {
  if (cell === null) return NOT_STATED;
  const text = cleanLine(cell.text);
  if (cell.text !== cell.quote) return text;
  const before = /^\p{Ll}+[\s,]/u.test(text) ? '…' : '';
  const behind = /[.?!]["')\]]?$/u.test(text) ? '' : '…';
  return `“${before}${text}${behind}”`;
}
