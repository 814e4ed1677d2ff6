import { describe, expect, it } from 'vitest';
import type { ComparisonTable } from '../../src/answerer/answer.ts';
import { admit, quotesIn } from '../../src/application/gate.ts';
import { paperOf } from '../support/papers.ts';

const PAPERS = [
  paperOf({ id: 'A', abstract: 'We are 3x faster. We need no labels.' }),
  paperOf({ id: 'B', abstract: 'Training takes two days.' }),
];
const paperAt = (marker: number) => PAPERS[marker - 1] ?? null;
const quoted = (text: string) => ({ text, quote: text });

function admitted(table: ComparisonTable): ComparisonTable | null {
  const event = admit({ type: 'table', table }, paperAt);
  return event?.type === 'table' ? event.table : null;
}

describe('the gate before a table', () => {
  it('lets verbatim cells through', () => {
    const table = {
      papers: [1, 2],
      rows: [{ aspect: 'speed', cells: [quoted('We are 3x faster.'), quoted('Training takes two days.')] }],
    };
    expect(admitted(table)).toEqual(table);
  });

  it.each([
    ['words that no abstract has', quoted('We are 4x faster.')],
    ['another column’s words', quoted('Training takes two days.')],
    ['a text that its quote does not carry', { text: 'We are 9x faster.', quote: 'We are 3x faster.' }],
    ['nothing', quoted('')],
  ])('empties a cell with %s and keeps the others', (_, forged) => {
    const rows = [
      { aspect: 'speed', cells: [forged, null] },
      { aspect: 'labels', cells: [quoted('We need no labels.'), null] },
    ];
    expect(admitted({ papers: [1, 2], rows })?.rows).toEqual([
      { aspect: 'speed', cells: [null, null] },
      rows[1],
    ]);
  });

  it('stops a table of a paper that was not given, and one of which nothing is left', () => {
    const rows = [{ aspect: 'speed', cells: [quoted('We are 3x faster.'), null] }];
    expect(admitted({ papers: [1, 3], rows })).toBeNull();
    expect(admitted({ papers: [2, 1], rows })).toBeNull();
  });

  it('drops cells beyond the columns', () => {
    const cells = [quoted('We are 3x faster.'), quoted('Training takes two days.')];
    expect(admitted({ papers: [1], rows: [{ aspect: 'speed', cells }] })?.rows[0]?.cells[1]).toBeNull();
  });

  it('counts what is quoted column by column, so that the first side stays the first', () => {
    const table = {
      papers: [2, 1],
      rows: [
        { aspect: 'labels', cells: [null, quoted('We need no labels.')] },
        { aspect: 'cost', cells: [quoted('Training takes two days.'), null] },
      ],
    };
    const quotes = quotesIn([{ type: 'table', table }], (marker) => paperAt(marker)?.id ?? null);
    expect([...quotes]).toEqual([
      ['B', ['Training takes two days.']],
      ['A', ['We need no labels.']],
    ]);
  });
});
