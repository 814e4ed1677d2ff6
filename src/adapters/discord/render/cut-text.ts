import { ZERO_WIDTH_SPACE } from './escape-text.ts';

const ELLIPSIS = '…';

/** Far enough to hold any character that people write, with all its marks. */
const LONGEST_CHARACTER = 64;

/**
 * At most `limit` characters (UTF-16 units) of a text, plain or escaped; `…` says that something is missing. Cut between words where
 * that costs little, and never within a character or between a backslash and what it escapes.
 */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < ELLIPSIS.length) return '';
  const room = limit - ELLIPSIS.length;
  const space = text.lastIndexOf(' ', room);
  const end = space > room / 2 ? space : safeEnd(text, room);
  return `${text.slice(0, end).trimEnd()}${ELLIPSIS}`;
}

/** The last place at or before `end` where a text can be cut without tearing a character or an escape; at least a part of a character is left. */
export function safeEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const from = Math.max(0, end - LONGEST_CHARACTER);
  let best = 0;
  for (const { index } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(
    text.slice(from, end + LONGEST_CHARACTER),
  )) {
    const place = from + index;
    if (place > from && place <= end && !endsInEscape(text, place)) best = place;
  }
  if (best > 0) return best;
  // One character with more marks than fit: its parts, but never half a code point or an open escape.
  let place = end;
  while (place > 0 && (endsInEscape(text, place) || isLowSurrogate(text, place))) place--;
  return place;
}

/** Behind a backslash, or before what parts a sign from its word. */
function endsInEscape(text: string, end: number): boolean {
  if (text[end] === ZERO_WIDTH_SPACE) return true;
  let backslashes = 0;
  while (text[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isLowSurrogate(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff;
}
