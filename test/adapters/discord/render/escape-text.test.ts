import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../../../src/adapters/discord/render/clean-text.ts';
import { cutTo, safeEnd } from '../../../../src/adapters/discord/render/cut-text.ts';
import { escapeText, guardLineStart } from '../../../../src/adapters/discord/render/escape-text.ts';
import { anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen } from './limits.ts';

const withoutPartings = (text: string): string => text.replaceAll('\u200b', '');

describe('text that is clean', () => {
  it.each([
    ['a\u0000b\u0008\u007f', 'ab'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['one\r\ntwo\rthree\u2028four\u0085five', 'one\ntwo\nthree\nfour\nfive'],
    ['a\u202egnp.exe\u2066', 'agnp.exe'],
    ['a\u200bb\u2060c\ufeffd\u00ade\u{e0041}f', 'abcdef'],
    ['@\u200deveryone', '@everyone'],
    ['half \ud800', 'half \ufffd'],
    ['a\ufe0f\u200d🔬', 'a🔬'],
  ])('makes %j %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('keeps what is needed to be read', () => {
    for (const text of ['Schrödinger, 16×, α ≤ 0.5', '論文', 'שלום', 'می‌خواهم', '👩‍🔬 ❤️', 'e\u0301'])
      expect(cleanText(text)).toBe(text);
  });

  it('holds nothing unseen, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expectSeen(clean);
        expect(cleanText(clean)).toBe(clean);
        expect(cleanLine(text)).not.toMatch(/\n|^\s|\s$|\s{2}/u);
      }),
    );
  });
});

describe('text that is escaped', () => {
  it.each([
    ['Ordinary text (with 3.90% and x^2 ≤ 5).', 'Ordinary text (with 3.90% and x^2 ≤ 5).'],
    ['p < 0.05, about ~5%, |x|, a - b, C# and F#', 'p < 0.05, about ~5%, |x|, a - b, C# and F#'],
    ['snake_case_name and 2 * 3', 'snake\\_case\\_name and 2 \\* 3'],
    ['recall@10, me@example.org', 'recall@10, me@example.org'],
    ['at 12:30, ratio 3:1', 'at 12:30, ratio 3:1'],
    ['\\alpha', '\\\\alpha'],
    ['@everyone and @HERE', '@\u200beveryone and @\u200bHERE'],
    ['<@123> <#4> </ask:5>', '\\<\\@123> \\<\\#4> \\<\\/ask:5>'],
    ['<t:1:R> <:x:1>', '\\<t\\:1:R> \\<\\:x:1>'],
    ['<t:1> <id:guide>', '\\<t\\:1> \\<id\\:guide>'],
    ['[a](https://b.c/d_e)', '[a]\\(https\\://b.c/d\\_e)'],
    ['join discord.gg/abc', 'join discord\\.gg/abc'],
    ['||hidden|| ~~gone~~', '\\|\\|hidden\\|\\| \\~\\~gone\\~\\~'],
    ['# one\n- two\n3. three\n> four\n-# five', '\\# one\n\\- two\n3\\. three\n\\> four\n\\-# five'],
    ['  # indented', '\\# indented'],
    ['#1 of -5 and 1.5', '#1 of -5 and 1.5'],
    ['a\n\n\n\nb', 'a\n\nb'],
  ])('writes %j as %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('is read letter for letter and does nothing, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text);
        const seen = readMarkdown(escaped);
        expect(seen.live).toEqual([]);
        const lines = cleanText(text)
          .split('\n')
          .map((line) => line.trim())
          .join('\n')
          .replace(/\n{3,}/gu, '\n\n')
          .trim();
        expect(withoutPartings(seen.text)).toBe(lines);
        expectSeen(escaped);
      }),
      { numRuns: 500 },
    );
  });

  it('is inert on one line wherever it stands in it', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('> ', '-# ', '- ', '[1] ', '“', '**'), (text, before) => {
        const line = escapeText(cleanLine(text));
        const after = before === '**' && line !== '' ? '**' : '';
        const kinds = readMarkdown(`${line === '' ? 'x' : before}${line}${after}`).live.map(
          ({ kind }) => kind,
        );
        expect(kinds.every((kind) => ['quote', 'subtext', 'list', 'bold'].includes(kind))).toBe(true);
        expect(kinds.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('can be guarded once more and stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = escapeText(cleanLine(text));
        expect(guardLineStart(line)).toBe(line);
      }),
    );
  });
});

describe('text that is cut', () => {
  it.each([
    ['short', 10, 'short'],
    ['one two three four', 12, 'one two…'],
    ['Supercalifragilistic', 10, 'Supercali…'],
    ['abc\\*def', 5, 'abc…'],
    ['abc\\\\def', 6, 'abc\\\\…'],
    ['ab👩‍🔬cd', 6, 'ab…'],
    ['anything', 0, ''],
  ])('cuts %j to %i as %j', (text, limit, cut) => {
    expect(cutTo(text, limit)).toBe(cut);
  });

  it('is within the limit, well-formed and as inert as before', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const cut = cutTo(escapeText(cleanLine(text)), limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(readMarkdown(cut).live).toEqual([]);
        const whole = withoutPartings(readMarkdown(escapeText(cleanLine(text))).text);
        expect(whole.startsWith(withoutPartings(readMarkdown(cut).text).replace(/…$/u, ''))).toBe(true);
      }),
    );
  });

  it('never parts what keeps a sign from its word', () => {
    expect(cutTo('Hi,@\u200beveryone', 6)).toBe('Hi,@\u200b…');
    expect(cutTo('Hi,@\u200beveryone', 5)).toBe('Hi,…');
  });

  it('gets on even with a character of a thousand marks', () => {
    const text = `e${'\u0301'.repeat(1000)}`;
    expect(safeEnd(text, 200)).toBeGreaterThan(0);
  });
});
