import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createThinkingFilter } from '../../src/chat/thinking.ts';

function filtered(pieces: readonly string[]): string {
  const filter = createThinkingFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

function cut(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

const CASES = [
  ['a reply without thoughts', '{"a": 1}', '{"a": 1}'],
  ['thoughts before it', '<think>It asks for a number.</think>\n\n{"a": 1}', '{"a": 1}'],
  ['white space before them', '\n <think>\nhm\n</think> {"a": 1}\n', '{"a": 1}\n'],
  ['another name, another case', '<Thinking>hm</THINKING>yes', 'yes'],
  ['no thought in it', '<think></think>yes', 'yes'],
  ['a thought that is not closed', '<think>It asks for 1 < 2 and </thin', ''],
  ['a closing tag of another name is a thought', '<think>a</thinking>b</think>yes', 'yes'],
  ['a tag that only begins so', '<thinker>yes', '<thinker>yes'],
  ['nothing but the beginning of a tag', '<thi', '<thi'],
  ['a tag in the middle', 'yes <think>no</think>', 'yes <think>no</think>'],
  ['a second thought', '<think>a</think><think>b</think>', '<think>b</think>'],
  ['a letter that grows in lower case', '<think>İİİİ</think>yes', 'yes'],
  ['nothing', '', ''],
  ['white space alone', ' \n', ' \n'],
] as const;

describe('thoughts before a reply are no text', () => {
  test.each(CASES)('%s', (_, text, reply) => {
    expect(filtered([text])).toBe(reply);
    // Letter by letter, as a stream may come.
    expect(filtered(text.split(''))).toBe(reply);
  });

  test('however the stream is cut, the text is the same', () => {
    const part = fc.constantFrom('<think>', '</think>', '<', '>', 'think', ' ', '\n', '{"a":', 'İ', '</');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (parts, places) => {
          const text = parts.join('');
          expect(filtered(cut(text, places))).toBe(filtered([text]));
        },
      ),
    );
  });

  test('a reply that began is held back no longer', () => {
    const filter = createThinkingFilter();
    expect(filter.push('<th')).toBe('');
    expect(filter.push('e')).toBe('<the');
    expect(filter.push('<think>')).toBe('<think>');
  });

  test('thoughts of any length take no more memory than a tag', () => {
    const filter = createThinkingFilter();
    filter.push('<think>');
    for (let index = 0; index < 20_000; index++) expect(filter.push('and then again '.repeat(10))).toBe('');
    expect(filter.push('</think>done')).toBe('done');
  });
});
