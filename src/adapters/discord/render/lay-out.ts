import { type CutRow, cutRow } from './cut-row.ts';
import { type Block, type Row, rowsMarkdown, type TextRow } from './rows.ts';

/** A text is rather begun in the next message than squeezed into less than this. */
const LEAST_ROOM = 200;

/**
 * Blocks as pages of rows, each at most `roomOn(page)` characters as a message (pages counted from 0). A block that does not
 * fit into the rest of a page goes to the next whole; one that fits into no page is spread over several, cut at rows, sentences,
 * words. A page but the last depends on nothing behind it but the block that did not fit: more blocks at the end leave the full
 * pages as they are. Of what needs more than `most` pages one page more is laid out, to show that there is more.
 */
export function layOut(
  blocks: readonly Block[],
  { roomOn, most }: { readonly roomOn: (page: number) => number; readonly most: number },
): readonly (readonly Row[])[] {
  const pages: Row[][] = [[]];
  const page = (): Row[] => pages.at(-1) ?? [];
  const used = (): number => rowsMarkdown(page()).length;
  const room = (): number => roomOn(pages.length - 1);
  const fitsHere = (rows: readonly Row[]): boolean => rowsMarkdown([...page(), ...rows]).length <= room();
  /** An empty page is never left behind, even where the next one has more room. */
  const fitsNext = (rows: readonly Row[]): boolean =>
    used() > 0 && rowsMarkdown(rows).length <= roomOn(pages.length);

  function place(block: Block): void {
    if (fitsHere(block)) page().push(...block);
    else if (fitsNext(block)) pages.push([...block]);
    else {
      // Room for a heading and the beginning of what it stands over.
      if (used() > 0 && room() - used() < 2 * LEAST_ROOM) pages.push([]);
      for (const row of block) spread(row);
    }
  }

  function spread(row: Row): void {
    if (fitsHere([row])) page().push(row);
    else if (fitsNext([row])) pages.push([row]);
    else if (row.kind === 'code') throw new RangeError('a line of a code block fits into no page');
    else cut(row);
  }

  function cut(row: TextRow): void {
    let rest: TextRow | null = row;
    while (rest !== null && pages.length <= most) {
      const alone = used() === 0;
      const free = alone ? room() : room() - used() - '\n\n'.length;
      const cut: CutRow =
        alone || free >= LEAST_ROOM ? cutRow(rest, { room: free, tearing: alone }) : { first: null, rest };
      if (cut.first !== null) page().push(cut.first);
      else if (alone) throw new RangeError(`nothing of a line fits into ${free} characters`);
      if (cut.rest !== null) pages.push([]);
      rest = cut.rest;
    }
    // What no page is left for shows that there is more.
    if (rest !== null) page().push(rest);
  }

  for (const block of blocks) {
    if (pages.length > most) break;
    if (block.length > 0) place(block);
  }
  return pages.filter((rows) => rows.length > 0);
}
