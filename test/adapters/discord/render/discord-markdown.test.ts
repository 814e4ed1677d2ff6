import { describe, expect, it } from 'vitest';
import { readMarkdown } from './discord-markdown.ts';

describe('the reader of markdown that the other tests rely on', () => {
  it.each([
    ['**a** b', 'bold', 'a b'],
    ['> a', 'quote', 'a'],
    ['a\n>>> b', 'quote', 'a\nb'],
    ['-# a', 'subtext', 'a'],
    ['- a', 'list', 'a'],
    ['12. a', 'list', 'a'],
    ['# a', 'heading', 'a'],
    ['> # a', 'heading', 'a'],
    ['```js\na\n```', 'fence', 'a\n'],
    ['```a', 'open fence', 'a'],
    ['<https://a.b/c>', 'link', 'https://a.b/c'],
    ['a https://a.b', 'url', 'a https://a.b'],
    ['[a](https://b.c)', 'masked link', '[a](https://b.c)'],
    ['<@1>', 'mention', '<@1>'],
    ['a\\<@1>', 'mention', 'a<@1>'],
    ['a\\<t:1>', 'mention', 'a<t:1>'],
    ['</ask:1>', 'mention', '</ask:1>'],
    ['<t:1:R>', 'mention', '<t:1:R>'],
    ['<:a:1>', 'mention', '<:a:1>'],
    ['\\@everyone', 'mention', '@everyone'],
    ['<a@b.c>', 'contact', '<a@b.c>'],
    [':smile:', 'emoji', ':smile:'],
    ['||a||', 'sign', '||a||'],
    ['_a_', 'sign', '_a_'],
    ['`a`', 'sign', '`a`'],
    ['see discord.gg/a', 'invite', 'see discord.gg/a'],
  ])('sees in %j a live %s', (source, kind, text) => {
    const seen = readMarkdown(source);
    expect(seen.live.map((live) => live.kind)).toContain(kind);
    expect(seen.text).toBe(text);
  });

  it('sees nothing in what is escaped, or is text', () => {
    for (const [source, text] of [
      ['\\*a\\* \\_b\\_ \\`c\\` \\\\d', '*a* _b_ `c` \\d'],
      ['1\\. a', '1. a'],
      ['a - b > c # d', 'a - b > c # d'],
      ['p < 0.05, 12:30, a@b.org, recall@10', 'p < 0.05, 12:30, a@b.org, recall@10'],
    ] as const) {
      expect(readMarkdown(source)).toEqual({ text, live: [] });
    }
  });
});
