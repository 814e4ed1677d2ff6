import type { ComparisonTable } from '../answerer/answer.ts';
import type { AnswererEvent } from '../answerer/answerer.ts';
import type { AnswerBlock } from '../answerer/markdown.ts';
import { checkClaim } from '../grounding/check-claim.ts';
import type { Paper } from '../papers/paper.ts';

/**
 * The one gate between an answerer and a reader: what it lets through holds the invariants, whatever the answerer says. Null for
 * a claim that fails the check, and for a table that nothing is left of.
 */
export function admit(event: AnswererEvent, paperOf: (marker: number) => Paper | null): AnswererEvent | null {
  switch (event.type) {
    case 'claim':
      return checkClaim(event.claim, paperOf).length === 0 ? event : null;
    case 'table': {
      const table = admitTable(event.table, paperOf);
      return table === null ? null : { type: 'table', table };
    }
    case 'refusal':
    case 'remark':
    case 'notice':
      return event;
    default:
      return event satisfies never;
  }
}

/** Cells whose text does not follow from a quote of their column's paper become empty, as if the abstract were silent. */
function admitTable(
  table: ComparisonTable,
  paperOf: (marker: number) => Paper | null,
): ComparisonTable | null {
  if (table.papers.some((marker) => paperOf(marker) === null)) return null;
  const rows = table.rows.map(({ aspect, cells }) => ({
    aspect,
    cells: cells.map((cell, column) => {
      const marker = table.papers[column];
      if (cell === null || marker === undefined) return null;
      const check = cell.text === cell.quote ? 'quote' : 'checked';
      const claim = { text: cell.text, quotes: [{ marker, text: cell.quote }], check } as const;
      return checkClaim(claim, paperOf).length === 0 ? cell : null;
    }),
  }));
  return rows.some(({ cells }) => cells.some((cell) => cell !== null))
    ? { papers: table.papers, rows }
    : null;
}

/** Everything that was quoted, by paper, in the order in which it was shown. */
export function quotesIn(
  blocks: readonly AnswerBlock[],
  paperOf: (marker: number) => string | null,
): ReadonlyMap<string, readonly string[]> {
  const cited = new Map<string, string[]>();
  const add = (marker: number | undefined, text: string): void => {
    const id = marker === undefined ? null : paperOf(marker);
    if (id === null) return;
    const own = cited.get(id) ?? [];
    if (!own.includes(text)) own.push(text);
    cited.set(id, own);
  };
  for (const block of blocks) {
    if (block.type === 'claim') for (const { marker, text } of block.claim.quotes) add(marker, text);
    if (block.type === 'table') {
      const { papers, rows } = block.table;
      // Column by column, so that the first side asked for stays the first paper in play.
      for (const [column, marker] of papers.entries())
        for (const { cells } of rows) {
          const cell = cells[column];
          if (cell !== null && cell !== undefined) add(marker, cell.quote);
        }
    }
  }
  return cited;
}
