/**
 * Characters that are not seen and can do harm: controls, the bidirectional overrides, zero-width and other ignorable
 * characters, lone surrogates. White space is not among them.
 */
const INVISIBLE = /(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** NFC, without what cannot be seen, every run of white space one space, none at the ends. */
export function normalizeCharacters(text: string): string {
  const visible = PRINTABLE_ASCII.test(text) ? text : text.replace(INVISIBLE, '').normalize('NFC');
  return visible.replace(/[\s\u0085]+/gu, ' ').trim();
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Formatting of pages and of publishers' XML; other tags (`<answer>`, `<think>`) are words of the text. */
const FORMATTING_TAG = /<\/?(?:jats:[a-z-]+|i|b|em|strong|sub|sup|scp|p|br|span)\s*\/?>/gi;

/** Entities and formatting tags that are left over from a web page. */
export function htmlToText(text: string): string {
  return text
    .replace(FORMATTING_TAG, (tag) => (/^<\/?(?:jats:)?(?:p|br|title)\b/i.test(tag) ? ' ' : ''))
    .replace(
      /&(?:amp;)*(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
      (entity, name, decimal, hex) => {
        if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? entity;
        const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
      },
    );
}
