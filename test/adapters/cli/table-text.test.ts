import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createPage } from '../../../src/adapters/cli/page.ts';
import { shortTitle, tableText } from '../../../src/adapters/cli/table-text.ts';
import type { ComparisonTable } from '../../../src/answerer/answer.ts';

const quoted = (text: string) => ({ text, quote: text });
const TABLE: ComparisonTable = {
  papers: [1, 4],
  rows: [
    {
      aspect: 'speed',
      cells: [quoted('We are three times faster than the backbone on phones and on servers alike.'), null],
    },
    { aspect: 'result', cells: [quoted('we win'), { text: 'They win', quote: 'They win twice.' }] },
  ],
};
const TITLES = ['SkipNet: Skipping Layers', 'A Study of Ladders'];

async function shown(columns: number | null, table = TABLE, titles: readonly string[] = TITLES) {
  const page = await createPage({
    stream: { write: () => true, ...(columns === null ? {} : { isTTY: true, columns }) },
    colour: 'always',
  });
  return {
    coloured: tableText(table, titles, page),
    text: stripVTControlCharacters(tableText(table, titles, page)),
  };
}

describe('a table', () => {
  it('stands in columns where there is room, headed by marker and short title', async () => {
    const { text } = await shown(80);
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^ +\[1\] SkipNet {2,}\[4\] A Study of Ladders$/u);
    expect(lines[1]).toMatch(/^─+ {2}─+ {2}─+$/u);
    const start = lines[0]?.indexOf('[4]') ?? -1;
    const row = lines.find((line) => line.startsWith('speed')) ?? '';
    expect(row.indexOf('not stated')).toBe(start);
    expect(row.indexOf('“We are')).toBe(lines[0]?.indexOf('[1]'));
  });

  it.each([40, 60, 80, 120, 200])('keeps within %i columns and loses no word', async (columns) => {
    for (const papers of [
      [1, 4],
      [1, 4, 7],
      [1, 2, 3, 4, 5, 6],
    ]) {
      const table = {
        papers,
        rows: TABLE.rows.map(({ aspect, cells }) => ({
          aspect,
          cells: papers.map((_, column) => cells[column % 2] ?? null),
        })),
      };
      const { text } = await shown(
        columns,
        table,
        papers.map(() => 'Some Paper'),
      );
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
      for (const word of 'three times faster than the backbone phones servers alike'.split(' '))
        expect(text).toContain(word);
      for (const marker of papers) expect(text).toContain(`[${marker}]`);
    }
  });

  it('is a list by aspect where columns would be too narrow, and in a pipe', async () => {
    for (const columns of [40, null]) {
      const { text } = await shown(columns);
      expect(text).toMatch(/^\[1\] SkipNet\n\[4\] A Study of Ladders\n\nspeed\n {2}\[1\] “We are/u);
      expect(text).toContain('  [4] not stated');
      expect(text).not.toContain('─');
    }
  });

  it('marks what was left out of a sentence, and quotes only what is the quote itself', async () => {
    const { text } = await shown(80);
    expect(text).toContain('“…we win…”');
    expect(text).toMatch(/They win(?!”)/u);
  });

  it('lets no control character of a cell, an aspect or a title through', async () => {
    const evil = '\u001b[2Jx\u202ey';
    const table = { papers: [1, 2], rows: [{ aspect: evil, cells: [quoted(evil), quoted(evil)] }] };
    for (const columns of [40, 80, null]) {
      const { coloured } = await shown(columns, table, [evil, evil]);
      expect(coloured).not.toContain('\u001b[2J');
      expect(coloured).not.toContain('\u202e');
    }
  });
});

describe('a short title', () => {
  it.each([
    ['SkipNet: Skipping Layers', 'SkipNet'],
    ['One-Way Ticket:Time Goes On', 'One-Way Ticket'],
    ['A Study of Ladders', 'A Study of Ladders'],
    ['', ''],
  ])('%s', (title, short) => {
    expect(shortTitle(title)).toBe(short);
  });

  it('is cut between words', () => {
    const long = 'What Happens When Very Many Words Stand Before Any Colon Is Seen At All';
    expect(shortTitle(long)).toMatch(/^What Happens When .+\w…$/u);
    expect(long.startsWith(`${shortTitle(long).slice(0, -1)} `)).toBe(true);
  });
});
