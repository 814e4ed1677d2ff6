import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeLink } from '../../../../src/adapters/discord/render/safe-link.ts';
import { anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';

describe('a link of the index', () => {
  it.each([
    ['https://arxiv.org/abs/2308.02117', 'https://arxiv.org/abs/2308.02117'],
    ['http://example.org', 'http://example.org/'],
    ['https://example.org/a_b?c=d&e=f#g', 'https://example.org/a_b?c=d&e=f#g'],
    ['https://example.org:8080/ü', 'https://example.org:8080/%C3%BC'],
    ['https://doi.org/10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O', null],
    ['https://example.org/@everyone', 'https://example.org/%40everyone'],
    ['https://example.org/**a**||b||~~`', 'https://example.org/%2A%2Aa%2A%2A%7C%7Cb%7C%7C%7E%7E%60'],
    ['https://example.org/discord.gg/abc', 'https://example.org/discord%2Egg/abc'],
    ['https://example.org/?to=https://a.b', 'https://example.org/?to=https%3A//a.b'],
  ])('writes %j as %j', (link, safe) => {
    if (safe === null) expect(safeLink(link)).toMatch(/^https:\/\/doi\.org\/[^<>]+%3C693::AID-ASI4%3E/u);
    else expect(safeLink(link)).toBe(safe);
  });

  it.each([
    [null],
    [''],
    ['arxiv.org/abs/1'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['https://user:password@example.org/'],
    ['https://user@example.org/'],
    ['https://discord.gg/abc'],
    ['https://canary.discord.com/invite/abc'],
    ['https://discordapp.com/invite/abc'],
    ['https://notdiscord.gg/abc'],
    [`https://example.org/${'x'.repeat(512)}`],
    [`https://example.org/${'ü'.repeat(100)}`],
  ])('does not post %j', (link) => {
    expect(safeLink(link)).toBeNull();
  });

  it('is a link and nothing else between angle brackets, of at most 512 characters', () => {
    const anyUrl = fc.oneof(
      anyText,
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      anyText.map((text) => `https://example.org/${text}`),
      anyText.map((text) => `https://${text}/`),
    );
    fc.assert(
      fc.property(anyUrl, (url) => {
        const link = safeLink(url);
        if (link === null) return;
        expect(link.length).toBeLessThanOrEqual(512);
        expect(readMarkdown(`**a** <${link}> b`).live).toEqual([
          { kind: 'bold', text: 'a' },
          { kind: 'link', text: link },
        ]);
      }),
    );
  });
});
