import { cleanText } from '../papers/cleaning.ts';
import { alignTokens } from './align-tokens.ts';
import { DENYING_WORDS } from './denials.ts';
import { isCautious, type QuoteToken, quoteTokens } from './quote-tokens.ts';

/** Longer quotations are no sentence or two of an abstract. */
const MOST_CHARACTERS = 3000;
/** Less than both proves nothing: such words are in any abstract. */
const FEWEST_WORDS = 3;
const FEWEST_CHARACTERS = 15;
/** Parts that an ellipsis joins become one quotation when no more characters than this stand between them. */
const NEAR = 160;
const ELLIPSIS = /\s*(?:\[\s*(?:…|\.{2,4})\s*\]|\(\s*(?:…|\.{2,4})\s*\)|…|\.{3,4}|(?:\.\s){2,}\.)\s*/gu;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * What a quotation stands for in the abstract: the abstract's own words, verbatim, one for each part that an ellipsis joins (or one
 * for all where the parts are near each other); null when it is not from there. Case, white space, punctuation, quotation marks,
 * dashes, compatibility characters and LaTeX may differ, and a few words may be other ones, missing or left out, never a number and
 * never a word that denies.
 */
export function repairQuote(abstract: string, quote: string): string[] | null {
  if (quote.length > MOST_CHARACTERS) return null;
  const trimmed = quote.trim();
  if (trimmed === '') return null;
  if (isVerbatim(abstract, trimmed))
    return saysEnough(trimmed, abstract) ? [undenied(abstract, trimmed)] : null;
  const tokens = quoteTokens(abstract);
  const parts = cleanText(trimmed.toWellFormed()).split(ELLIPSIS).map(partOf);
  const ranges: Range[] = [];
  let from = 0;
  for (const part of parts) {
    if (part.tokens.length === 0) continue;
    const range = locate({ abstract, tokens, part, from });
    if (range === null) return null;
    const last = ranges.at(-1);
    if (last !== undefined && range.start >= last.end && range.start - last.end <= NEAR)
      ranges[ranges.length - 1] = { start: last.start, end: range.end };
    else ranges.push(range);
    from = range.end;
  }
  const said = ranges
    .map(({ start, end }) => abstract.slice(start, end))
    .filter((text) => saysEnough(text, abstract));
  return said.length === 0 ? null : [...new Set(said)];
}

/** The quotation with what denies it, if that stands right before. */
function undenied(abstract: string, quote: string): string {
  const start = abstract.indexOf(quote);
  const from = Math.max(0, start - 40);
  const before = quoteTokens(abstract.slice(from, start)).map(({ key, start: at, end }) => ({
    key,
    start: from + at,
    end: from + end,
  }));
  const range = withDenial(abstract, before, { start, end: start + quote.length });
  return abstract.slice(range.start, range.end);
}

/** Found as it stands, from the beginning of a word to the end of one. */
function isVerbatim(abstract: string, quote: string): boolean {
  const at = abstract.indexOf(quote);
  return (
    at >= 0 &&
    !(isWordCharacter(abstract, at - 1) && isWordCharacter(abstract, at)) &&
    !(isWordCharacter(abstract, at + quote.length - 1) && isWordCharacter(abstract, at + quote.length))
  );
}

interface Part {
  readonly tokens: readonly QuoteToken[];
  /** The part begins with a bracket or a quotation mark; it ends with a stop. */
  readonly opening: string;
  readonly closing: string;
}

function partOf(text: string): Part {
  return {
    tokens: quoteTokens(text),
    opening: /^[([“"]/u.exec(text)?.[0] ?? '',
    closing: /[.!?]$/u.exec(text)?.[0] ?? '',
  };
}

/** Where the abstract has the part: verbatim but for its dress, first behind `from`; else where it is nearest. */
function locate(given: {
  readonly abstract: string;
  readonly tokens: readonly QuoteToken[];
  readonly part: Part;
  readonly from: number;
}): Range | null {
  const { abstract, tokens, part } = given;
  const exact = exactRange(tokens, part.tokens, given.from) ?? exactRange(tokens, part.tokens, 0);
  const found = exact ?? alignTokens(tokens, part.tokens);
  if (found === null) return null;
  const [first, last] = [tokens[found.first], tokens[found.last]];
  if (first === undefined || last === undefined) return null;
  const whole = wholeWords(abstract, tokens, { start: first.start, end: last.end });
  if (whole === null) return null;
  const denied = withDenial(abstract, tokens, whole);
  // What differs from the abstract must not differ by what denies it.
  if (exact === null && denied.start !== whole.start) return null;
  return withPunctuation(abstract, denied, part);
}

/** How many words before a quotation may deny it. */
const DENIAL_REACH = 2;

/** "Not faster than" where "faster than" was quoted: verbatim, a quotation must not begin behind what denies it. */
function withDenial(abstract: string, tokens: readonly QuoteToken[], range: Range): Range {
  const before = tokens.filter(({ end }) => end <= range.start).slice(-DENIAL_REACH);
  for (const token of before) {
    if (!DENYING_WORDS.has(token.key) || /[.;:!?,()]/u.test(abstract.slice(token.end, range.start))) continue;
    return { start: token.start, end: range.end };
  }
  return range;
}

function exactRange(
  tokens: readonly QuoteToken[],
  part: readonly QuoteToken[],
  from: number,
): { readonly first: number; readonly last: number } | null {
  const wanted = part.map(({ key }) => key).join('');
  if (wanted === '') return null;
  for (let first = 0; first < tokens.length; first += 1) {
    const token = tokens[first];
    if (token === undefined || token.start < from || !wanted.startsWith(token.key)) continue;
    let length = 0;
    // Words may be joined or parted otherwise ("pre-training", "pretraining"): only the letters must agree.
    for (let last = first; last < tokens.length; last += 1) {
      const key = tokens[last]?.key ?? '';
      if (!wanted.startsWith(key, length)) break;
      length += key.length;
      if (length === wanted.length) return { first, last };
    }
  }
  return null;
}

/**
 * The range drawn out to whole words ("convex" within "non-convex"). Null when the rest of a word would
 * deny what was quoted, or is a number.
 */
function wholeWords(abstract: string, tokens: readonly QuoteToken[], range: Range): Range | null {
  let { start, end } = range;
  while (start > 0 && isWordCharacter(abstract, start - 1)) start -= 1;
  while (end < abstract.length && isWordCharacter(abstract, end)) end += 1;
  while (end > range.end && !/[\p{L}\p{N}%]/u.test(abstract[end - 1] ?? '')) end -= 1;
  while (
    start < range.start &&
    !/[\p{L}\p{N}]/u.test(abstract[start] ?? '') &&
    !/[-+]/u.test(abstract[start] ?? '')
  )
    start += 1;
  const added = tokens.filter(
    (token) =>
      (token.start >= start && token.end <= range.start) || (token.start >= range.end && token.end <= end),
  );
  if (added.some(isCautious)) return null;
  return { start, end };
}

/** With the stop and the brackets that were quoted as well, and with the other half of a pair. */
function withPunctuation(abstract: string, range: Range, part: Part): Range {
  let { start, end } = range;
  const words = abstract.slice(start, end);
  if (part.opening !== '' && abstract[start - 1] === part.opening) start -= 1;
  if (abstract[end] === ')' && (abstract[start] === '(' || count(words, '(') > count(words, ')'))) end += 1;
  if (part.closing !== '' && abstract[end] === part.closing) end += 1;
  return { start, end };
}

function isWordCharacter(text: string, at: number): boolean {
  return /[\p{L}\p{M}\p{N}\-‐‑_'’%]/u.test(text[at] ?? '') || isInnerStop(text, at);
}

/** The stop of "3.5" and of "e.g": letters or digits on both sides. */
function isInnerStop(text: string, at: number): boolean {
  return text[at] === '.' && /[\p{N}]/u.test(text[at - 1] ?? '') && /[\p{N}]/u.test(text[at + 1] ?? '');
}

function isWholeSentence(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start).trimEnd();
  return (before === '' || /[.!?]$/u.test(before)) && /^[.!?](?:\s|$)/u.test(text.slice(end, end + 2));
}

function saysEnough(text: string, abstract: string): boolean {
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words >= FEWEST_WORDS || text.length >= FEWEST_CHARACTERS) return words > 0;
  const start = abstract.indexOf(text);
  const end = start + text.replace(/[.!?]+$/u, '').length;
  return (
    (end === abstract.length || /^[.!?]/u.test(abstract.slice(end))) && isWholeSentence(abstract, start, end)
  );
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
