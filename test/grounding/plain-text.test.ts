import { describe, expect, it } from 'vitest';
import { MOST_RAW_CHARACTERS, plainText } from '../../src/grounding/plain-text.ts';

describe('the plain text of what a model wrote', () => {
  it.each([
    ['emphasis and code', 'It is **twice** as _fast_ as `BERT`.', 'It is twice as fast as BERT.'],
    ['headings, bullets and numbers of items', '## Result\n- It helps.', 'Result It helps.'],
    ['fences with their language', '```json\n{"a": 1}\n```', '{"a": 1}'],
    ['spoilers and strikes', '||hidden|| ~~gone~~ text', 'hidden gone text'],
    ['markers', 'It helps [1], a lot [2, 3][4].', 'It helps, a lot.'],
    [
      'markers of other shapes',
      'It helps【1†source】 (source 2) (see [1], [2]) [^3] [S4] ［５］.',
      'It helps.',
    ],
    ['a marker that forms when another one goes', 'It helps [[1]1].', 'It helps.'],
    ['a source named first', 'According to source 2, it helps.', 'it helps.'],
    ['links, of which the words stay', 'See [the paper](https://evil.example/a) now.', 'See the paper now.'],
    ['images', '![alt](https://evil.example/x.png) text', 'alt text'],
    [
      'the scheme of an address, which leads nowhere then',
      'Code: https://www.github.com/a/b.',
      'Code: github.com/a/b.',
    ],
    ['elements of pages', '<b>bold</b> <img src=x onerror=y> text', 'bold text'],
    ['brackets of other elements', 'between <answer> tags', 'between answer tags'],
    ['entities that stand for elements', '&lt;script&gt;x&amp;lt;b&amp;gt;', 'x'],
    ['mentions', '@everyone <@123> <#5> hello @here @you', 'everyone hello here you'],
    ['escape sequences', '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link', 'red link'],
    ['control, bidirectional and zero-width characters', 'a\u0000b\u202e c\u200bd\u00ad', 'ab cd'],
    ['lone halves of characters', 'a\ud83d b', 'a b'],
    ['line ends of any kind', 'one\r\ntwo\u2028three', 'one two three'],
    ['LaTeX', '$\\gamma$-MoD is 16times faster, by 5\\%', 'γ-MoD is 16× faster, by 5%'],
  ])('loses %s', (_, written, plain) => {
    expect(plainText(written)).toBe(plain);
  });

  it.each([
    ['an interval', 'values in [0, 1]'],
    ['a measure with an at sign', 'Recall@10 and pass@1 rise.'],
    ['a comparison of numbers', 'p<0.05 and a < b'],
    ['names with marks inside', 'A* search, MLICv2^+ and transcoder_circuits'],
    ['items within a line', 'It is (1) fast and (2) cheap.'],
  ])('keeps %s', (_, text) => {
    expect(plainText(text)).toBe(text);
  });

  it('is empty where nothing is said', () => {
    for (const text of ['', ' ', '[1]', '**', '\u200b\u202e', '```\n```', '<b></b>'])
      expect(plainText(text)).toBe('');
  });

  it('reads no further than any statement goes', () => {
    expect(plainText('word '.repeat(100_000)).length).toBeLessThanOrEqual(MOST_RAW_CHARACTERS);
  });
});
