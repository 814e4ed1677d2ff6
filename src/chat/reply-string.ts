import { MAX_VALUE_LENGTH } from './reply-item.ts';
import { closersOf, type Place, stringEnds } from './reply-lookahead.ts';
import type { Tape } from './reply-tape.ts';

/** A string being read. What was read of it so far is kept as JSON, however the model wrote it. */
export interface OpenString {
  readonly closers: string;
  json: string;
  long: boolean;
}

const HEXADECIMAL = /^[\da-f]*$/iu;
const LETTERS = /[a-z]{1,16}/iy;

/** TeX commands whose first letter makes a valid JSON escape. The rest of none of them is a word that follows a line break or a tab. */
const COMMANDS = new Set(
  'nabla ne neq neg nu not notin rangle rho right rightarrow tan tau text textbf textit textrm tfrac theta tilde times to top'.split(
    ' ',
  ),
);

export function openString(opener: string): OpenString {
  return { closers: closersOf(opener) ?? opener, json: '"', long: false };
}

function write(string: OpenString, json: string): void {
  if (string.long) return;
  string.json += json;
  if (string.json.length <= MAX_VALUE_LENGTH) return;
  string.long = true;
  string.json = '"';
}

function plainEnd(text: string, from: number, closers: string): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x22 || code === 0x5c || closers.includes(text.charAt(at))) break;
    at += 1;
  }
  return at;
}

/** What an escape says in JSON, and how long it is as written; null when more of it has to arrive. */
function readEscape(tape: Tape, closers: string): { json: string; length: number } | null {
  const { text, at, final } = tape;
  const next = text.charAt(at + 1);
  if (next === '' && !final) return null;
  if ('"\\/'.includes(next) && next !== '') return { json: `\\${next}`, length: 2 };
  // TeX writes these characters so, and canonical text has them without.
  if ("%&_$#{}'".includes(next) && next !== '') return { json: next, length: 2 };
  if (closers.includes(next) && next !== '') return { json: next, length: 2 };
  if (next === '\n') return { json: '\\n', length: 2 };
  if (next === 'u') {
    const digits = text.slice(at + 2, at + 6);
    const hexadecimal = HEXADECIMAL.test(digits);
    if (hexadecimal && digits.length === 4) return { json: `\\u${digits}`, length: 6 };
    if (hexadecimal && !final) return null;
  }
  if (next !== '' && 'bfnrt'.includes(next)) {
    LETTERS.lastIndex = at + 1;
    const letters = LETTERS.exec(text)?.[0] ?? '';
    if (letters.length < 16 && at + 1 + letters.length === text.length && !final) return null;
    // No text has a backspace or a form feed; `\beta` and `\frac` have a backslash.
    const command = COMMANDS.has(letters) || ('bf'.includes(next) && letters.length > 1);
    if (!command) return { json: `\\${next}`, length: 2 };
  }
  return { json: '\\\\', length: 1 };
}

/**
 * Reads on in a string whose opening mark is read: 'ended', its closing mark read too, or 'open' when more has to arrive. Line breaks,
 * control characters, invalid escapes and quote marks within it become what JSON writes for them.
 */
export function readString(tape: Tape, string: OpenString, place: Place): 'ended' | 'open' {
  for (;;) {
    const end = plainEnd(tape.text, tape.at, string.closers);
    write(string, tape.text.slice(tape.at, end));
    tape.at = end;
    const character = tape.text.charAt(end);
    if (character === '') return 'open';
    if (character === '\\') {
      const escaped = readEscape(tape, string.closers);
      if (escaped === null) return 'open';
      write(string, escaped.json);
      tape.at += escaped.length;
      continue;
    }
    if (string.closers.includes(character)) {
      const ends = stringEnds(tape, end + 1, place);
      if (ends === 'open') return 'open';
      if (ends === 'yes') {
        tape.at += 1;
        write(string, '"');
        return 'ended';
      }
    }
    write(string, JSON.stringify(character).slice(1, -1));
    tape.at += 1;
  }
}
