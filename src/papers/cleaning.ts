import { htmlToText, normalizeCharacters } from './cleaning/characters.ts';
import { latexToText } from './cleaning/latex.ts';
import { mendRemnants } from './cleaning/remnants.ts';

/** Anything that a pass could change. Most texts have none of it, or only little, and are not looked at twice. */
const NEEDS_WORK = /[^\x20-\x7e]|[\\${}~&`]| {2}|<\/?[a-z]|\dtimes|cdot|leq|geq|neq|infty|tarrow|^ | $/i;
const HAS_LATEX = /[\\${}~`]/;
const HAS_REMNANT = /\d\s?\\?times|cdot|leq|geq|neq|infty|tarrow/;
const HAS_HTML = /&[a-z#]|<\/?[a-z]/i;

/** More passes than any real text takes: nested escapes ("&amp;amp;lt;") lose one layer in each. */
const MOST_PASSES = 40;

/**
 * The canonical text: NFC; LaTeX accents, escapes and formulas as characters; HTML entities decoded; white space folded;
 * control, bidirectional and zero-width characters removed. Cleaning what is clean changes nothing.
 */
export function cleanText(raw: string): string {
  let text = raw;
  for (let pass = 0; pass < MOST_PASSES && NEEDS_WORK.test(text); pass += 1) {
    const next = cleanOnce(text);
    if (next === text) break;
    text = next;
  }
  return text;
}

function cleanOnce(text: string): string {
  let cleaned = normalizeCharacters(text);
  if (HAS_HTML.test(cleaned)) cleaned = htmlToText(cleaned);
  if (HAS_REMNANT.test(cleaned)) cleaned = mendRemnants(cleaned);
  if (HAS_LATEX.test(cleaned)) cleaned = latexToText(cleaned);
  return normalizeCharacters(cleaned);
}
