import type { ComparisonTable, TableCell } from '../../answerer/answer.ts';
import { markerText } from './answer-text.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** A column narrower than this is a ladder of words; one wider is hard to read. */
const NARROWEST = 24;
const WIDEST = 60;
const GAP = '  ';
/** The first column holds the aspects. */
const WIDEST_ASPECT = 14;
const LONGEST_HEAD = 48;

/**
 * A comparison as columns where the terminal has room for them, else row by row as a list, as in a pipe. `titles` are those of
 * the columns' papers.
 */
export function tableText(table: ComparisonTable, titles: readonly string[], page: Page): string {
  const columns = columnsOf(table, page);
  const heads = table.papers.map((marker, column) =>
    [markerText(marker, page), page.colours.bold(terminalSafeLine(shortTitle(titles[column] ?? '')))].join(
      ' ',
    ),
  );
  return columns === null ? asList(table, heads, page) : asColumns(table, heads, columns, page);
}

/** The part of a title before its colon, where that is a name, else its first words. */
export function shortTitle(title: string): string {
  const head = /^(.{2,40}?)\s*:\s?\S/u.exec(title)?.[1] ?? title;
  if (head.length <= LONGEST_HEAD) return head;
  const cut = head.slice(0, LONGEST_HEAD);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_HEAD / 2)).trimEnd()}…`;
}

interface Columns {
  readonly aspect: number;
  readonly paper: number;
}

function columnsOf({ papers, rows }: ComparisonTable, page: Page): Columns | null {
  if (page.columns === null) return null;
  const longest = rows.reduce((most, { aspect }) => Math.max(most, terminalSafeLine(aspect).length), 0);
  const aspect = Math.min(WIDEST_ASPECT, longest);
  const room = page.columns - aspect - GAP.length * papers.length;
  const paper = Math.min(WIDEST, Math.floor(room / Math.max(1, papers.length)));
  return papers.length < 2 || paper < NARROWEST ? null : { aspect, paper };
}

function asColumns(table: ComparisonTable, heads: readonly string[], columns: Columns, page: Page): string {
  const line = (aspect: string, cells: readonly string[]): string => {
    const filled = [
      page.fill(aspect, columns.aspect),
      ...cells.map((cell) => page.fill(cell, columns.paper)),
    ];
    const height = Math.max(...filled.map((lines) => lines.length));
    return Array.from({ length: height }, (_, place) =>
      filled
        .map((lines, column) => lines[place] ?? ' '.repeat(column === 0 ? columns.aspect : columns.paper))
        .join(GAP)
        .trimEnd(),
    ).join('\n');
  };
  const rule = page.colours.dim(
    [columns.aspect, ...heads.map(() => columns.paper)].map((width) => '─'.repeat(width)).join(GAP),
  );
  return [
    `${line('', heads)}\n${rule}`,
    ...table.rows.map(({ aspect, cells }) =>
      line(
        page.colours.bold(terminalSafeLine(aspect)),
        cells.map((cell) => cellText(cell, page)),
      ),
    ),
  ]
    .join('\n\n')
    .replace('\n\n', '\n');
}

function asList(table: ComparisonTable, heads: readonly string[], page: Page): string {
  const named = heads.map((head) => page.wrap(head, { first: '', rest: '    ' })).join('\n');
  const rows = table.rows.map(({ aspect, cells }) =>
    [
      page.colours.bold(terminalSafeLine(aspect)),
      ...cells.map((cell, column) => {
        const marker = table.papers[column];
        const label = marker === undefined ? '' : `${markerText(marker, page)} `;
        return page.wrap(`${label}${cellText(cell, page)}`, { first: '  ', rest: '      ' });
      }),
    ].join('\n'),
  );
  return [named, ...rows].join('\n\n');
}

/** A quote in quotation marks; what was left out of its sentence before or behind it is marked. */
function cellText(cell: TableCell | null, page: Page): string {
  if (cell === null) return page.colours.dim('not stated');
  const text = terminalSafeLine(cell.text);
  if (cell.text !== cell.quote) return text;
  const before = /^\p{Ll}+[\s,]/u.test(text) ? '…' : '';
  const behind = /[.?!]["')\]]?$/u.test(text) ? '' : '…';
  return `“${before}${text}${behind}”`;
}
