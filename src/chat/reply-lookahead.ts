import { isKnownKey } from './reply-keys.ts';
import type { Tape } from './reply-tape.ts';

/** Where in the JSON a string stands: in which kind of container, as a key or as a value, and whether keys go without quotes there. */
export interface Place {
  readonly container: 'object' | 'list';
  readonly role: 'key' | 'value';
  readonly bareKeys: boolean;
}

/** `open`: what has arrived does not tell yet. */
export type Foresight = 'yes' | 'no' | 'open';

/**
 * The stretch that a decision looks at. It is cut at a fixed place, so that no decision depends on how much more has arrived.
 * `limit` is what is said when the stretch is over before the decision.
 */
interface Ahead {
  readonly text: string;
  readonly limit: Foresight;
}

const WINDOW = 256;

const BARE_KEY = /[A-Za-z_$][\w$-]*/y;
const LITERALS = new Set(['true', 'false', 'null', 'True', 'False', 'None']);

/** The delimiters that may end a string, by the one that began it. */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”“"'],
  ['”', '”“"'],
  ['„', '“”"'],
  ['‘', "’‘'"],
  ['’', "’‘'"],
]);

/** Null for what begins no string. */
export function closersOf(opener: string): string | null {
  return CLOSERS.get(opener) ?? null;
}

function lookAhead(tape: Tape, from: number, undecided: Foresight): Ahead {
  const text = tape.text.slice(from, from + WINDOW);
  return { text, limit: tape.final || text.length === WINDOW ? undecided : 'open' };
}

/** What ends the comment that begins at a place. A slash at the end of the text may begin one, which nothing there ends. */
function commentCloser(text: string, at: number): string | null {
  if (text.charAt(at) === '#' || text.startsWith('//', at)) return '\n';
  if (text.startsWith('/*', at)) return '*/';
  return text.charAt(at) === '/' && at + 1 === text.length ? '\n' : null;
}

/** Past blanks and comments; the end of the text when it is not certain that they are over. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && text.charAt(at).trim() === '') at += 1;
    const closer = commentCloser(text, at);
    if (closer === null) return at;
    const close = text.indexOf(closer, at + 1);
    if (close < 0) return text.length;
    at = close + closer.length;
  }
}

/** Behind the quoted key that begins at `from`; null when a line ends in it. */
function skipQuotedKey(text: string, from: number): number | null {
  const closers = closersOf(text.charAt(from)) ?? '';
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (closers.includes(character)) return at + 1;
    else if (character === '\n') return null;
  }
  return text.length;
}

function skipBareKey(text: string, from: number): number | null {
  BARE_KEY.lastIndex = from;
  return BARE_KEY.test(text) ? BARE_KEY.lastIndex : null;
}

/** Whether a key and its colon stand at `from`; `bare` allows any key without quotes, else it must be a known one. */
function keyFollows({ text, limit }: Ahead, from: number, bare: boolean): Foresight {
  if (from >= text.length) return limit;
  const quoted = closersOf(text.charAt(from)) !== null;
  const past = quoted ? skipQuotedKey(text, from) : skipBareKey(text, from);
  if (past === null) return 'no';
  const colon = skipBlanks(text, past);
  if (colon >= text.length) return limit;
  if (!quoted && !bare && !isKnownKey(text.slice(from, past))) return 'no';
  return text.charAt(colon) === ':' ? 'yes' : 'no';
}

function valueFollows({ text, limit }: Ahead, from: number): Foresight {
  const character = text.charAt(from);
  if (closersOf(character) !== null || /[-{[\]\d]/.test(character)) return 'yes';
  const word = skipBareKey(text, from) ?? from;
  if (word >= text.length) return limit;
  return LITERALS.has(text.slice(from, word)) ? 'yes' : 'no';
}

/** Whether an object begins with the brace before `from`: a key comes, and a colon. */
export function objectBegins(tape: Tape, from: number, bareKeys: boolean): Foresight {
  const ahead = lookAhead(tape, from, 'no');
  return keyFollows(ahead, skipBlanks(ahead.text, 0), bareKeys);
}

/**
 * Whether the quote mark before `from` ends its string. Models quote quotations without escaping them, so a mark counts only when
 * what comes behind it carries the structure on: of an object its closing brace or a comma and the next key, of a list its bracket or a
 * comma and the next value. Every mark that ends a string of well-formed JSON does. The closing bracket of the container decides by
 * itself, so that nothing waits for what comes after it.
 */
export function stringEnds(tape: Tape, from: number, place: Place): Foresight {
  if (place.role === 'key') return 'yes';
  const ahead = lookAhead(tape, from, 'yes');
  const { text, limit } = ahead;
  const inObject = place.container === 'object';
  const next = skipBlanks(text, 0);
  if (next >= text.length) return limit;
  const mark = text.charAt(next);
  if (mark === (inObject ? '}' : ']')) return 'yes';
  // A comma is missing. Directly at the mark, another one is rather that of a quotation at the end of the string.
  if (closersOf(mark) !== null && next > 0) {
    return inObject ? keyFollows(ahead, next, false) : text.slice(0, next).includes('\n') ? 'yes' : 'no';
  }
  if (mark !== ',' && mark !== '+' && mark !== ']') return 'no';
  const after = skipBlanks(text, next + 1);
  if (after >= text.length) return limit;
  if (mark === '+') return closersOf(text.charAt(after)) === null ? 'no' : 'yes';
  if (!inObject) return valueFollows(ahead, after);
  if (text.charAt(after) === '}') return 'yes';
  // The closing brace of an object in a list is missing: `[{"quote": "…"], "claim": …`.
  if (mark === ']')
    return text.charAt(after) === ',' ? keyFollows(ahead, skipBlanks(text, after + 1), place.bareKeys) : 'no';
  // That of an object that is followed by another one is missing: `{"claim": "…", {"claim": …`.
  if (text.charAt(after) === '{') return keyFollows(ahead, skipBlanks(text, after + 1), place.bareKeys);
  return keyFollows(ahead, after, place.bareKeys);
}
