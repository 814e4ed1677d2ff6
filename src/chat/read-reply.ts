import type { ReplyItem } from './reply-item.ts';
import { createObjectReader, type ObjectReader } from './reply-object.ts';
import { createProseReader } from './reply-prose.ts';
import { extendTape, type Tape } from './reply-tape.ts';
import { createTokenReader } from './reply-tokens.ts';

export type { ReplyItem, SkipReason } from './reply-item.ts';

/**
 * Reads a chat model's reply while it arrives. What is expected is one JSON object; what models make of that is read as far as it
 * can be told what is meant. Neither method ever throws, and how the text is cut into pieces makes no difference to what is read.
 */
export interface ReplyReader {
  /** What the piece completes. Entries of a top-level list of objects are given one by one, each when its closing brace has arrived. */
  push(text: string): ReplyItem[];
  /**
   * The reply is over: gives what only its end completes. `finish` is that of the ChatReply: with 'length', or when the endpoint
   * failed in the middle, the last line of a reply in plain text is not a whole one. Pieces pushed later are ignored.
   */
  end(finish: 'complete' | 'length'): ReplyItem[];
}

/**
 * A reader for one reply. Understood besides well-formed JSON: text and code fences around it; a bare list of claims, or claims one a
 * line; a reply one level deeper (`{"answer": {…}}`); comments, trailing and missing commas, other quote marks, bare keys, Python's
 * constants, joined strings; line breaks, invalid escapes and unescaped quote marks in strings; forgotten closing brackets. Without any
 * JSON, lines such as `QUOTE [2]: "…"` and `CLAIM: …` are read as `{quotes: [{source, quote}], claim}`.
 *
 * A top-level object with a key `claim`, `statement` or `quotes` is itself an element of `claims`, one with `cells` of `rows`.
 */
export function createReplyReader(): ReplyReader {
  const tape: Tape = { text: '', at: 0, final: false };
  const prose = createProseReader();
  const tokens = createTokenReader(tape);
  let object: ObjectReader | null = null;

  function readObject(reader: ObjectReader, items: ReplyItem[]): 'over' | 'more' {
    for (;;) {
      const token = tokens.next(reader.place());
      if (token === null) return 'more';
      if (reader.take(token, items) === 'more') continue;
      // An object that ends at a brace which opens one lacks its own closing brace: the other one is to be read still.
      if (token.type === '{') tape.at -= 1;
      return 'over';
    }
  }

  function read(items: ReplyItem[]): void {
    for (;;) {
      if (object === null) {
        if (prose.next(tape, items) === 'more') return;
        object = createObjectReader();
      }
      if (readObject(object, items) === 'more') return;
      object = null;
    }
  }

  return {
    push: (text) => {
      if (tape.final) return [];
      const items: ReplyItem[] = [];
      extendTape(tape, text);
      read(items);
      return items;
    },
    end: (finish) => {
      if (tape.final) return [];
      const items: ReplyItem[] = [];
      tape.final = true;
      read(items);
      if (object === null) prose.end(finish === 'complete', items);
      else object.cut(items);
      return items;
    },
  };
}
