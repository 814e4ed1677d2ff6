import { atClosedBrace, type Cursor, cursorOver, LOOK_BEHIND, skipSpaces, upcoming } from './latex-cursor.ts';
import { controlSymbol, macroText } from './latex-macros.ts';
import { NAMES_LEFT_OVER, SCRIPT_NAMES, SYMBOLS } from './latex-symbols.ts';

/** Nested deeper than any text that a person wrote; beyond it braces are dropped. */
const DEEPEST_NESTING = 40;
/** A formula is no longer than this; a lone `$` far from the next one is money. */
const LONGEST_FORMULA = 1500;

/**
 * Text with LaTeX in it as readable characters: accents and symbols become Unicode, formulas lose their dollars,
 * formatting its macros. A macro that is not known leaves its argument, or its own name when it has none, so that no word
 * is lost. Only citation keys, labels, colours and lengths are dropped: they are not words of the text.
 */
export function latexToText(text: string): string {
  return convertUntil(cursorOver(text.replace(CITATION, ''), 0), '', '');
}

/** A citation with the space in front of it, so that none is left before the full stop. */
const CITATION =
  /[\s~]*\\(?:[Cc]ite[a-z]*|parencite|textcite|autocite)\*?(?:\[[^\]]{0,80}\]){0,2}\{[^{}]*\}/g;

/** Converts up to `closing` (a brace, consumed) or the end. `written` is the end of what stands before. */
function convertUntil(cursor: Cursor, closing: '' | '}', written: string): string {
  const pieces: string[] = [];
  let before = written;
  while (cursor.at < cursor.text.length) {
    const character = cursor.text[cursor.at] ?? '';
    if (character === closing) {
      cursor.at += 1;
      break;
    }
    const piece = convertNext(cursor, character, before);
    pieces.push(piece);
    before = (before + piece).slice(-LOOK_BEHIND);
  }
  return pieces.join('');
}

function convertNext(cursor: Cursor, character: string, before: string): string {
  switch (character) {
    case '\\':
      return convertMacro(cursor, before);
    case '{':
      return convertGroup(cursor, before);
    case '}':
      cursor.at += 1;
      return '';
    case '$':
      return convertDollar(cursor, before);
    case '^':
    case '_':
      return convertScript(cursor, character, before);
    case '~':
      cursor.at += 1;
      return isTie(before, cursor.text[cursor.at] ?? '') ? ' ' : '~';
    case '`':
    case "'":
      return convertQuote(cursor, character);
    default:
      return plainRun(cursor);
  }
}

/** The characters up to the next one that means something; names left over before a brace are read as their macros. */
function plainRun(cursor: Cursor): string {
  const special = /[\\{}$^_~`']/g;
  special.lastIndex = cursor.at;
  const end = special.exec(cursor.text)?.index ?? cursor.text.length;
  const run = cursor.text.slice(cursor.at, end);
  cursor.at = end;
  if (!atClosedBrace(cursor)) return run;
  const name = /[A-Za-z]{0,20}$/.exec(run.slice(-20))?.[0] ?? '';
  if (!NAMES_LEFT_OVER.has(name)) return run;
  const rest = run.slice(0, -name.length);
  return rest + macroText(name, { cursor, before: rest, argument: () => argument(cursor) });
}

/** A tilde is LaTeX's unbreakable space between words, and "about" in front of a number. */
function isTie(before: string, after: string): boolean {
  if (after === '' || /\s/.test(after)) return false;
  const last = before.at(-1) ?? '';
  if (/\d/.test(last) && /\d/.test(after)) return false;
  if (!/[\p{L}\p{N}.,;:)\]%'"]/u.test(last)) return false;
  return !/(?::\/\/|www\.)\S*$/.test(before);
}

function convertQuote(cursor: Cursor, mark: '`' | "'"): string {
  if (cursor.text[cursor.at + 1] !== mark || (mark === "'" && cursor.quotes === 0)) {
    cursor.at += 1;
    return mark;
  }
  cursor.quotes += mark === '`' ? 1 : -1;
  cursor.at += 2;
  return '"';
}

/** `{…}` on its own. Braces print nothing in LaTeX; those of a set or a choice ("{De, Zh, Ja}") are kept as meant. */
function convertGroup(cursor: Cursor, before: string): string {
  if (!atClosedBrace(cursor) || cursor.depth >= DEEPEST_NESTING) {
    cursor.at += 1;
    return '';
  }
  const content = argument(cursor);
  if (isChoice(content)) return `{${content}}`;
  // A link's text that lost its macro: "https://…/Name{Name}".
  if (content !== '' && /https?:\/\/\S+$/.test(before)) return ` (${content})`;
  return content;
}

function isChoice(content: string): boolean {
  return (
    /[,|:;]/.test(content) && content.trim().length > 1 && content.length <= 60 && !content.includes('://')
  );
}

/** `$…$` and `$$…$$`: the formula without its dollars. A dollar that does not open a formula is money and stays. */
function convertDollar(cursor: Cursor, before: string): string {
  const marker = cursor.text.startsWith('$$', cursor.at) ? '$$' : '$';
  const start = cursor.at + marker.length;
  const window = cursor.text.slice(start, start + LONGEST_FORMULA + marker.length);
  let end = window.indexOf(marker);
  while (end > 0 && window[end - 1] === '\\') end = window.indexOf(marker, end + 1);
  cursor.at = start;
  if (end === -1) return '$';
  const content = window.slice(0, end);
  if (!isFormula(content, cursor.text[start + end + marker.length] ?? '')) return '$';
  cursor.at = start + end + marker.length;
  return convertUntil(cursorOver(content.trim(), cursor.depth), '', before);
}

/**
 * Pandoc's rule (no space inside the dollars, no digit after), widened for what is plainly a formula. Running words
 * between two dollars mean that the first was money.
 */
function isFormula(content: string, after: string): boolean {
  if (/^\s*[A-Za-z]?\s*$/.test(content)) return true;
  if (RUNNING_WORDS.test(content.replace(UPRIGHT_WORDS, ''))) return false;
  if (/[\\^_{}×≤≥≈±]/.test(content)) return true;
  return !/^[\s,;:)]|\s$/.test(content) && !/\d/.test(after);
}

const RUNNING_WORDS = /(?:(?<![\\\p{L}])\p{L}{2,}[,.;:]?\s+){3}|[.?!]\s+\p{Lu}\p{Ll}/u;
const UPRIGHT_WORDS = /\\(?:text[a-z]*|math[a-z]+|mbox|emph|operatorname)\*?\s*\{[^{}]*\}/g;

/** Sub- and superscripts: `k_{ast}` → k*, `10^{-3}` → 10^-3, `90^\circ` → 90°; `x_i` and `n^2` stay as they are. */
function convertScript(cursor: Cursor, mark: '^' | '_', before: string): string {
  cursor.at += 1;
  if (!atClosedBrace(cursor) && !/^\\[A-Za-z]/.test(upcoming(cursor, 2))) return mark;
  const raw = argument(cursor).trim();
  const content = SCRIPT_NAMES.has(raw) ? (SYMBOLS.get(raw) ?? raw) : raw;
  if (content === '') return '';
  if (content === '∘' && mark === '^') return '°';
  if (/^[*⋆†‡′]+$/u.test(content)) return content;
  if (/^(?:st|nd|rd|th)$/.test(content) && /\d$/.test(before)) return content;
  if (/^[+\-−]?(?:[\p{N}.]+(?:[-–]\p{N}+)*%?|[\p{L}\p{M}\p{N}.]+[+\-−*′]?|[+∞])$/u.test(content))
    return mark + content;
  return `${mark}(${content})`;
}

/** The next argument, converted: a braced group, a macro or one character. */
function argument(cursor: Cursor): string {
  skipSpaces(cursor);
  const { text } = cursor;
  if (text[cursor.at] === '{') {
    cursor.at += 1;
    if (cursor.depth >= DEEPEST_NESTING) return '';
    cursor.depth += 1;
    const content = convertUntil(cursor, '}', '');
    cursor.depth -= 1;
    return content;
  }
  if (text[cursor.at] === '\\') return convertMacro(cursor, '');
  const character = String.fromCodePoint(text.codePointAt(cursor.at) ?? 32);
  if (cursor.at >= text.length || '}$'.includes(character)) return '';
  cursor.at += character.length;
  return character;
}

function convertMacro(cursor: Cursor, before: string): string {
  const context = { cursor, before, argument: () => argument(cursor) };
  const name = /^[A-Za-z]+\*?/.exec(cursor.text.slice(cursor.at + 1, cursor.at + 60))?.[0] ?? '';
  if (name === '') return controlSymbol(context);
  cursor.at += 1 + name.length;
  return macroText(name.replace('*', ''), context);
}
