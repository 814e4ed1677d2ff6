import {
  atClosedBrace,
  type Cursor,
  rawArgument,
  skipEmptyGroup,
  skipOptional,
  skipSpaces,
  upcoming,
} from './latex-cursor.ts';
import {
  ACCENTS,
  DOUBLE_STRUCK,
  DROPPED_ARGUMENTS,
  LETTERS,
  OPERATORS,
  SILENT,
  SPACES,
  SYMBOLS,
} from './latex-symbols.ts';

/** What a macro's text is made from. `before` is the end of what was written; `argument` converts the next argument. */
interface MacroContext {
  readonly cursor: Cursor;
  readonly before: string;
  readonly argument: () => string;
}

/** The text of a macro of letters; the cursor stands behind its name. */
export function macroText(name: string, context: MacroContext): string {
  const { cursor, before } = context;
  const letter = LETTERS.get(name);
  if (letter !== undefined) {
    skipEmptyGroup(cursor);
    if (/^\s+\p{Ll}/u.test(upcoming(cursor, 4))) skipSpaces(cursor);
    return letter;
  }
  const accent = ACCENTS.get(name);
  if (accent !== undefined) return accentMacro(name, accent, context);
  if (name === 'sim') return aboutSign(context);
  const symbol = SYMBOLS.get(name);
  if (symbol !== undefined) {
    skipEmptyGroup(cursor);
    // "\ie" and "\etc" bring a stop of their own.
    if (symbol.endsWith('.') && cursor.text[cursor.at] === '.') cursor.at += 1;
    return symbol.replaceAll('~', ' ');
  }
  if (OPERATORS.has(name)) {
    const gapBefore = /[\p{L}\p{N})]$/u.test(before) ? ' ' : '';
    const gapAfter = /^(?:\\(?:[a-km-z]|l(?!eft))|\p{L}|\d)/iu.test(upcoming(cursor, 5)) ? ' ' : '';
    return gapBefore + name + gapAfter;
  }
  if (SPACES.has(name)) return ' ';
  if (SILENT.has(name)) {
    if ((name === 'left' || name === 'right') && cursor.text[cursor.at] === '.') cursor.at += 1;
    else if (/\s/.test(upcoming(cursor, 1))) cursor.at += 1;
    return '';
  }
  return commandText(name, context);
}

/** The text of a backslash before something else than a letter; the cursor stands on the backslash. */
export function controlSymbol(context: MacroContext): string {
  const { cursor, before } = context;
  const symbol = cursor.text[cursor.at + 1] ?? '';
  cursor.at += 2;
  const accent = ACCENTS.get(symbol);
  if (accent !== undefined) {
    const rest = upcoming(cursor, 12);
    // An apostrophe that something escaped on the way: "don\'t", "the model\'s".
    if (symbol === "'" && /\p{L}$/u.test(before) && /^(?:s|t|d|m|re|ve|ll)(?!\p{L})/u.test(rest)) return "'";
    if (!/^(?:\{|\\[A-Za-z]|\p{L})/u.test(rest)) return /["'`]/.test(symbol) ? symbol : '';
    return combine(context.argument(), accent, symbol);
  }
  if (symbol === '|') return '‖';
  if (symbol === '\\') {
    skipOptional(cursor);
    return ' ';
  }
  if ('()[]!-/@+'.includes(symbol)) return '';
  return /[\s,;:>]/.test(symbol) ? ' ' : symbol;
}

/** `\sim`: a tilde that stands so that it reads as "about" and not as a tie. */
function aboutSign({ cursor, before }: MacroContext): string {
  if (/(?:^|[\s([{=<>≈–—-])$/u.test(before)) return '~';
  return /\s/.test(upcoming(cursor, 1)) ? ' ~' : ' ~ ';
}

/** Puts an accent on the first letter; without a letter the accent's own sign is what was meant. */
function combine(base: string, combining: string, sign: string): string {
  if (base === '') return sign === '~' || sign === '^' ? sign : '';
  const plain = base.replace('ı', 'i').replace('ȷ', 'j');
  const first = String.fromCodePoint(plain.codePointAt(0) ?? 32);
  return first + combining + plain.slice(first.length);
}

/** Accents by letters (`\c c`, `\v{s}`, `\hat{x}`); "\b{eta}" and "\r{ho}" are Greek letters that an export broke. */
function accentMacro(name: string, combining: string, { cursor, argument }: MacroContext): string {
  const single = name.length === 1;
  if (single && !/^(?:\{|\s+\p{L}(?!\p{L})|\s*\\[a-z])/u.test(upcoming(cursor, 12))) return name;
  const base = argument();
  const greek = SYMBOLS.get(name + base);
  if (single && base.length > 1 && greek !== undefined) return greek;
  if ([...base.normalize('NFC')].length > 1) return single ? name + base : base;
  return combine(base, combining, '');
}

function commandText(name: string, context: MacroContext): string {
  const { cursor, argument } = context;
  switch (name) {
    case 'frac':
    case 'tfrac':
    case 'dfrac':
    case 'nicefrac':
      return `${grouped(argument())}/${grouped(argument())}`;
    case 'sqrt':
      skipOptional(cursor);
      return `√${grouped(argument())}`;
    case 'binom':
      return `binom(${argument()}, ${argument()})`;
    case 'pmod':
      return `(mod ${argument()})`;
    case 'mathbb': {
      const content = argument();
      return DOUBLE_STRUCK.get(content) ?? content;
    }
    case 'textasciitilde':
    case 'textasciicircum':
      skipEmptyGroup(cursor);
      return name === 'textasciitilde' ? '~' : '^';
    case 'enquote':
      return `"${argument()}"`;
    case 'footnote':
      return ` (${argument().trim()})`;
    case 'url':
    case 'path':
    case 'nolinkurl':
    case 'verb':
    case 'lstinline':
      return verbatim(cursor);
    case 'href':
    case 'hyperlink':
      return link(context);
    case 'unicode':
    case 'char':
    case 'symbol':
      return characterByNumber(cursor);
    case 'ding':
      return DINGBATS.get(rawArgument(cursor)) ?? '';
    case 'mkern':
    case 'hskip':
    case 'vskip':
    case 'kern':
      cursor.at += /^\s*-?[\d.]*\s*(?:mu|pt|em|ex|cm|mm)?/.exec(upcoming(cursor, 20))?.[0].length ?? 0;
      return '';
    default:
      return otherCommand(name, context);
  }
}

const DINGBATS: ReadonlyMap<string, string> = new Map([
  ['51', '✓'],
  ['52', '✔'],
  ['55', '✗'],
  ['56', '✘'],
]);

function otherCommand(name: string, context: MacroContext): string {
  const { cursor, before, argument } = context;
  const dropped = DROPPED_ARGUMENTS.get(name);
  if (dropped !== undefined) {
    skipOptional(cursor);
    for (let i = 0; i < dropped; i += 1) rawArgument(cursor);
    return '';
  }
  const formatting = /^(?:text|math|bold|emph|underline|uline|operatorname|mbox|bm$)/.test(name);
  if (formatting) skipOptional(cursor);
  // Not every brace behind an unknown macro is its argument: "\method{}" ends a name.
  const empty = cursor.text.startsWith('{}', cursor.at);
  if (empty) skipEmptyGroup(cursor);
  else if (atClosedBrace(cursor)) return argument();
  else if (formatting) return /^(?:math|bold|bm)/.test(name) ? argument() : '';
  return /\p{L}$/u.test(before) && /^\p{Ll}{3}/u.test(name) ? ` ${name}` : name;
}

/** Part of a fraction or under a root: in parentheses unless it is one word or number. */
function grouped(content: string): string {
  const trimmed = content.trim();
  return /^[\p{L}\p{M}\p{N}.%]*$/u.test(trimmed) || /^\([^()]*\)$/.test(trimmed) ? trimmed : `(${trimmed})`;
}

function unescaped(address: string): string {
  return address.replace(/\\([_%#&~])/g, '$1').trim();
}

function verbatim(cursor: Cursor): string {
  skipOptional(cursor);
  if (atClosedBrace(cursor)) return unescaped(rawArgument(cursor));
  const delimiter = cursor.text[cursor.at] ?? '';
  const end = /^[^\p{L}\p{N}\s{]$/u.test(delimiter) ? cursor.text.indexOf(delimiter, cursor.at + 1) : -1;
  if (end === -1) return '';
  const content = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return content;
}

/** `\href{address}{text}`: the text, with the address behind it unless the text is the address. */
function link({ cursor, argument }: MacroContext): string {
  const address = unescaped(rawArgument(cursor));
  const text = atClosedBrace(cursor) ? argument().trim() : '';
  const shown = text.replace(/^https?:\/\/(?:www\.)?|\/$/g, '');
  if (shown === '' || (/^\S+$/.test(shown) && address.replace(/\/$/, '').endsWith(shown))) return address;
  return `${text} (${address})`;
}

function characterByNumber(cursor: Cursor): string {
  const match = /^\s*(?:\{\s*)?(?:["x]\s*([0-9A-Fa-f]{1,6})|(\d{1,7}))\s*\}?/.exec(upcoming(cursor, 16));
  if (match === null) return '';
  cursor.at += match[0].length;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const isCharacter = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '';
}
