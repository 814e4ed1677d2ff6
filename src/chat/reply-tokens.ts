import { MAX_VALUE_LENGTH } from './reply-item.ts';
import { closersOf, type Place } from './reply-lookahead.ts';
import { type OpenString, openString, readString } from './reply-string.ts';
import type { Tape } from './reply-tape.ts';

export type Punctuation = '{' | '}' | '[' | ']' | ',' | ':';

export interface TextToken {
  readonly type: 'string' | 'word';
  /** Of a string, with its quote marks, always valid JSON; of a word (a number, a literal, a bare key) as written. */
  readonly json: string;
  /** It was longer than any value may be, and `json` is not what it was. */
  readonly long: boolean;
}

export type Token = { readonly type: Punctuation } | TextToken;

export function isText(token: Token): token is TextToken {
  return token.type === 'string' || token.type === 'word';
}

export interface TokenReader {
  /** The next token, at the place that the tokens before it lead to; null when more has to arrive. Skips blanks and comments. */
  next(place: Place): Token | null;
}

const PUNCTUATION: ReadonlyMap<string, Token> = new Map(
  (['{', '}', '[', ']', ',', ':'] as const).map((type) => [type, { type }]),
);

const WORD = /[^\s{}[\],:"“”„]+/y;
const BLANKS = /\s+/y;

type Mode =
  | { type: 'between' }
  | { type: 'comment'; closer: string }
  | { type: 'string'; string: OpenString }
  | { type: 'word'; text: string; long: boolean };

const BETWEEN: Mode = { type: 'between' };

function take(pattern: RegExp, tape: Tape): string {
  pattern.lastIndex = tape.at;
  const text = pattern.exec(tape.text)?.[0] ?? '';
  tape.at += text.length;
  return text;
}

/** False when more of the comment has to arrive; of its closer all but the last character may be there already. */
function skipComment(tape: Tape, closer: string): boolean {
  const close = tape.text.indexOf(closer, tape.at);
  tape.at = close < 0 ? Math.max(tape.at, tape.text.length - closer.length + 1) : close + closer.length;
  return close >= 0;
}

/** What begins at the tape's place, its opening mark read; null when that takes more characters to tell. */
function begin(tape: Tape): Mode | null {
  const character = tape.text.charAt(tape.at);
  if (closersOf(character) !== null) {
    tape.at += 1;
    return { type: 'string', string: openString(character) };
  }
  if (character === '#') return { type: 'comment', closer: '\n' };
  if (character === '/') {
    const second = tape.text.charAt(tape.at + 1);
    if (second === '' && !tape.final) return null;
    if (second === '/' || second === '*') {
      tape.at += 2;
      return { type: 'comment', closer: second === '/' ? '\n' : '*/' };
    }
  }
  return { type: 'word', text: '', long: false };
}

export function createTokenReader(tape: Tape): TokenReader {
  let mode = BETWEEN;

  function readWord(word: Mode & { type: 'word' }): Token | null {
    word.text += take(WORD, tape);
    if (word.text.length > MAX_VALUE_LENGTH) {
      word.long = true;
      word.text = '';
    }
    if (tape.at === tape.text.length && !tape.final) return null;
    mode = BETWEEN;
    return { type: 'word', json: word.text, long: word.long };
  }

  function next(place: Place): Token | null {
    for (;;) {
      switch (mode.type) {
        case 'between': {
          take(BLANKS, tape);
          if (tape.at === tape.text.length) return null;
          const punctuation = PUNCTUATION.get(tape.text.charAt(tape.at));
          if (punctuation !== undefined) {
            tape.at += 1;
            return punctuation;
          }
          const begun = begin(tape);
          if (begun === null) return null;
          mode = begun;
          break;
        }
        case 'comment':
          if (!skipComment(tape, mode.closer)) return null;
          mode = BETWEEN;
          break;
        case 'string': {
          const { string } = mode;
          if (readString(tape, string, place) === 'open') return null;
          mode = BETWEEN;
          return { type: 'string', json: string.json, long: string.long };
        }
        case 'word':
          return readWord(mode);
        default:
          return mode satisfies never;
      }
    }
  }

  return { next };
}
