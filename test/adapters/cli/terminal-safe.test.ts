import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalSafe, terminalSafeLine } from '../../../src/adapters/cli/terminal-safe.ts';

/** Text in which dangerous pieces are dense enough to meet each other. */
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b',
        '\u001b[',
        '\u001b]0;',
        '\u0007',
        '\u001b\\',
        '\u009b',
        '\u009c',
        '\u0090',
        '[31m',
        '31',
        'm',
        '\r',
        '\r\n',
        '\n',
        '\t',
        '\u202e',
        '\u2066',
        '\u200f',
        '\u061c',
        '\ufeff',
        '\u{e0041}',
        '\ud800',
        'text',
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('text for a terminal', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;a title\u0007rest', 'rest'],
    ['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b2Jgone', 'gone'],
    ['\u001bPq#0\u001b\\sixel', 'sixel'],
    ['a\u001bcb', 'ab'],
    ['one\rtwo\r\nthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['a\u0008\u007f\u0000b', 'ab'],
    ['a\u202egnp.exe\u2066', 'agnp.exe'],
    ['seen\u{e0068}\u{e0069}', 'seen'],
    ['tab\there', 'tab here'],
    ['half \ud800', 'half \ufffd'],
  ])('makes %j %j', (text, safe) => {
    expect(terminalSafe(text)).toBe(safe);
  });

  it('leaves ordinary text of any language as it is', () => {
    for (const text of [
      'Schrödinger, 16×, α ≤ 0.5',
      '論文の要約',
      'שלום עולם',
      '👩‍🔬 and e\u0301',
      'a [31m b',
    ])
      expect(terminalSafe(text)).toBe(text);
  });

  it('has no control character but line feeds, and nothing that turns or hides text', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(terminalSafe(text)).not.toMatch(
          /[^\P{Cc}\n]|\p{Bidi_Control}|[\ufeff\u{e0000}-\u{e007f}]|\p{Cs}/u,
        );
      }),
    );
  });

  it('changes nothing more the second time', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(terminalSafe(terminalSafe(text))).toBe(terminalSafe(text));
      }),
    );
  });

  it('is one line where one line is wanted', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(terminalSafeLine(text)).not.toMatch(/[\n\t]|^\s|\s$| {2}/u);
      }),
    );
  });
});
