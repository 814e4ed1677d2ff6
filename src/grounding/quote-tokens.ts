import { foldCharacters } from '../text/fold.ts';
import { DENYING_WORDS } from './denials.ts';

/** A word, a number or a sign of a text, with where it stands there. */
export interface QuoteToken {
  /** Folded, lower case: tokens with the same key say the same. */
  readonly key: string;
  /** UTF-16 offsets in the text as it is. */
  readonly start: number;
  readonly end: number;
}

/** "Non-zero" is one word with or without its hyphen, and another one than "zero". */
const TOKEN =
  /[Nn]on[-‐‑]\p{L}+|\d+(?:[.,]\d+)*(?:\s?×)?|[\p{L}\p{M}]+(?:[’'][\p{L}]{1,2}(?!\p{L}))?|\p{N}|[%<>=≤≥±+]|(?<![\p{L}\p{N}])[-−](?=\d)/gu;
const SAME: Readonly<Record<string, string>> = { percent: '%', '×': 'x' };

export function quoteTokens(text: string): QuoteToken[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const key = foldCharacters(match[0])
      .toLowerCase()
      .replace(/[\s'-](?=.)/gu, '');
    return { key: SAME[key] ?? key, start: match.index, end: match.index + match[0].length };
  });
}

/** Words whose change, addition or loss makes another statement of it: numbers, signs and what denies. */
export function isCautious({ key }: QuoteToken): boolean {
  return /^(?:[\d%<>=≤≥±+-]|non\p{L}{3})/u.test(key) || DENYING_WORDS.has(key);
}
