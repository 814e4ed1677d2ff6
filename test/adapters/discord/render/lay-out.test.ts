import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../src/adapters/discord/render/lay-out.ts';
import { type Block, ours, row, rowsMarkdown } from '../../../../src/adapters/discord/render/rows.ts';

const ROOM = 1000;

function pagesOf(blocks: readonly Block[], most = 9): readonly string[] {
  return layOut(blocks, { roomOn: () => ROOM, most }).map(rowsMarkdown);
}

/** A line of so many characters, in words of one letter. */
const line = (letter: string, length: number) => row([ours(`${letter} `.repeat(length / 2).trim())]);

describe('blocks on pages', () => {
  it('go to the next page whole when they do not fit into the rest of one', () => {
    const pages = pagesOf([[line('a', 500)], [line('b', 200), line('c', 600)], [line('d', 100)]]);
    expect(pages.map((page) => [...new Set(page.match(/\w/gu))].join(''))).toEqual(['a', 'bcd']);
  });

  it('are spread over pages when they fit into none, beginning where there is room for a beginning', () => {
    const letters = (first: number): readonly string[] =>
      pagesOf([[line('a', first)], [line('b', 100), line('c', 1500)]]).map((page) =>
        [...new Set(page.match(/\w/gu))].join(''),
      );
    expect(letters(500)).toEqual(['abc', 'c', 'c']);
    expect(letters(700)).toEqual(['a', 'bc', 'c']);
  });

  it('use a page to its last character, and no further', () => {
    const [page = '', ...others] = pagesOf([[row([ours('a'.repeat(400))])], [row([ours('b'.repeat(598))])]]);
    expect(page.length).toBe(ROOM);
    expect(others).toEqual([]);
    expect(pagesOf([[row([ours('a'.repeat(400))])], [row([ours('b'.repeat(599))])]])).toHaveLength(2);
    for (const each of pagesOf([[line('a', 500)], [line('b', 3000)]]))
      expect(each.length).toBeLessThanOrEqual(ROOM);
  });

  it('are laid out one page further than wanted, and no more', () => {
    const many = Array.from({ length: 50 }, () => [line('a', 900)]);
    expect(pagesOf(many, 3)).toHaveLength(4);
    expect(pagesOf([[line('a', 90_000)]], 3)).toHaveLength(4);
    expect(pagesOf(many.slice(0, 3), 3)).toHaveLength(3);
  });

  it('show that there is more when the last page has less room than those behind it', () => {
    const roomOn = (page: number): number => (page === 1 ? 500 : ROOM);
    const blocks = [[line('a', 950)], [line('b', 600)], [line('c', 100)]];
    const pages = layOut(blocks, { roomOn, most: 2 }).map(rowsMarkdown);
    expect(pages).toHaveLength(3);
    for (const [place, page] of pages.entries()) expect(page.length).toBeLessThanOrEqual(roomOn(place));
  });

  it('say so when nothing of a line can ever fit', () => {
    expect(() => layOut([[row([ours('abc')])]], { roomOn: () => 0, most: 1 })).toThrow(
      /nothing of a line fits/u,
    );
  });
});
