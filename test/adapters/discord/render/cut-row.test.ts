import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutRow } from '../../../../src/adapters/discord/render/cut-row.ts';
import {
  markerOf,
  ours,
  row,
  rowMarkdown,
  type Span,
  theirs,
  theirsBold,
  whole,
} from '../../../../src/adapters/discord/render/rows.ts';
import { anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';

const letters = (text: string): string => text.replace(/[\s\u200b]/gu, '');

function cut(
  spans: readonly Span[],
  room: number,
  prefix: '' | '> ' | '- ' = '',
): readonly (string | null)[] {
  const { first, rest } = cutRow(row(spans, { prefix }), { room, tearing: true });
  return [first, rest].map((part) => (part === null ? null : rowMarkdown(part)));
}

describe('a line that is cut', () => {
  it('is cut behind a sentence, else behind a word, else within one', () => {
    expect(cut([theirs('One sentence. Another sentence.')], 25)).toEqual([
      'One sentence.',
      'Another sentence.',
    ]);
    expect(cut([theirs('No. But then a long one follows.')], 20)).toEqual([
      'No. But then a long',
      'one follows.',
    ]);
    expect(cut([theirs('Unbelievable')], 5)).toEqual(['Unbel', 'ievable']);
    expect(cut([theirs('short')], 5)).toEqual(['short', null]);
  });

  it('keeps a word for the next message while that has more room', () => {
    const long = row([theirs('Unbelievable')]);
    expect(cutRow(long, { room: 5, tearing: false })).toEqual({ first: null, rest: long });
  });

  it('closes bold and opens it again', () => {
    expect(cut([theirsBold('One two three'), ours(' four')], 12)).toEqual(['**One two**', '**three** four']);
  });

  it('tears neither a marker nor a link, and leaves no marker behind its sentence', () => {
    expect(cut([theirs('A sentence ends here.'), ours(' '), markerOf(12)], 24)).toEqual([
      'A sentence ends here.',
      '[12]',
    ]);
    expect(cut([theirs('One. Two three.'), ours(' '), markerOf(1), markerOf(2)], 20)).toEqual([
      'One. Two three. [1]',
      '[2]',
    ]);
    expect(cut([theirs('x '), whole('(two words)'), ours(' y')], 8)).toEqual(['x', '(two words) y']);
    expect(cut([whole('<https://example.org/a b>'), ours(' and more')], 10)).toEqual([
      null,
      '<https://example.org/a b> and more',
    ]);
  });

  it('begins no heading, list or second item with its rest', () => {
    expect(cut([theirs('word - word')], 5)).toEqual(['word', '\\- word']);
    expect(cut([theirs('see 1. word')], 4)).toEqual(['see', '1\\. word']);
    expect(cut([theirs('word # word')], 7, '> ')).toEqual(['> word', '> \\# word']);
    expect(cut([theirs('word word')], 7, '- ')).toEqual(['- word', 'word']);
  });

  it('loses nothing and stays inert, wherever it is cut', () => {
    const span = fc.oneof(
      anyText.map(theirs),
      anyText.map(theirsBold),
      fc.constantFrom(ours(' '), markerOf(3), whole('<https://example.org/a_b>')),
    );
    // Two bold pieces never stand side by side in what is rendered.
    const spans = fc
      .array(span, { minLength: 1, maxLength: 5 })
      .map((all) => all.flatMap((each) => [each, ours(' ')]));
    fc.assert(
      fc.property(spans, fc.integer({ min: 70, max: 400 }), (all, room) => {
        const line = row(all);
        const { first, rest } = cutRow(line, { room, tearing: true });
        if (first === null) throw new Error('nothing fits');
        const parts = [first, ...(rest === null ? [] : [rest])].map(rowMarkdown);
        expect(parts[0]?.length).toBeLessThanOrEqual(room);
        const seen = parts.map(readMarkdown);
        expect(letters(seen.map(({ text }) => text).join(''))).toBe(
          letters(readMarkdown(rowMarkdown(line)).text),
        );
        const wrong = seen
          .flatMap(({ live }) => live)
          .filter(({ kind }) => kind !== 'bold' && kind !== 'link');
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
