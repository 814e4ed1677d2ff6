import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortQuote } from '../../src/answerer/short-quote.ts';

const words = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
const count = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

function cut(sentence: string, mostWords: number, wanted: readonly string[] = [], prefer?: RegExp): string {
  return shortQuote({
    sentence,
    mostWords,
    termsOf: words,
    worth: (term) => (wanted.includes(term) ? 1 : 0),
    ...(prefer === undefined ? {} : { prefer }),
  });
}

const LONG =
  'Drawing on what we saw, we skip layers by a gate, which costs little (memory, time, and power), and is 3x faster on phones';

describe('a short quote', () => {
  it('leaves a short sentence whole', () => {
    expect(cut('We skip layers, and it helps.', 30)).toBe('We skip layers, and it helps.');
  });

  it('keeps the clauses that say what was asked', () => {
    expect(cut(LONG, 9, ['phones'])).toBe('and is 3x faster on phones');
    expect(cut(LONG, 9, ['layers'])).toContain('we skip layers by a gate');
  });

  it('begins with the main clause rather than with what leads up to it', () => {
    expect(cut(LONG, 8)).toMatch(/^we skip layers/u);
  });

  it('holds the figure that is looked for', () => {
    expect(cut(LONG, 10, [], /\dx/u)).toContain('3x faster');
  });

  it('is never the one word that a long sentence begins with', () => {
    const long = `Theoretically, ${'we study how noise in the data changes what such models learn '.repeat(3).trim()}.`;
    expect(cut(long, 20)).toBe(long);
    expect(cut(`${long.slice(0, -1)}, and it helps them all.`, 20)).toBe('and it helps them all.');
  });

  it('tears no bracket apart', () => {
    expect(cut(LONG, 12, ['time'])).toContain('(memory, time, and power)');
  });

  it('is part of its sentence, whole clauses, and no longer than allowed when a clause fits', () => {
    const clause = fc
      .array(fc.constantFrom('we', 'skip', 'layers', '(fast)', '3.5x', 'In', 'this', 'e.g.', '[2]', '“so”'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((some) => some.join(' '));
    const sentence = fc
      .tuple(
        fc.array(clause, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(', ', '; ', ': ', ' — ', ' – ', ', ('),
      )
      .map(([clauses, joint]) => `${clauses.join(joint)}.`);
    fc.assert(
      fc.property(sentence, fc.integer({ min: 1, max: 40 }), fc.array(fc.string()), (text, most, wanted) => {
        const quote = cut(text, most, wanted);
        expect(text).toContain(quote);
        expect(quote.trim()).not.toBe('');
        if (count(text) <= most) expect(quote).toBe(text);
        else if (count(quote) > most) expect(quote).toBe(text);
      }),
    );
  });
});
