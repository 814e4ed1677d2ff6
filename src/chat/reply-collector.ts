import { MAX_VALUE_DEPTH } from './reply-item.ts';
import { type JsonText, spoilJson, writeJson } from './reply-json-text.ts';
import type { Place } from './reply-lookahead.ts';
import { isText, type Punctuation, type TextToken, type Token } from './reply-tokens.ts';

/** `complete-before`: the value was complete without the token, which is for whoever follows. */
export type Taken = 'more' | 'complete' | 'complete-before';

/** Gathers the tokens of one value as JSON, and finds its end. */
export interface Collector {
  take(token: Token): Taken;
  place(bareKeys: boolean): Place;
  /** Of the value so far. With a fault, the value cannot be given, however it ends. */
  readonly text: Readonly<JsonText>;
  /** Whether the value would be whole if the reply ended here: a string is, a number may have had more digits. */
  whole(): boolean;
}

type Opening = '{' | '[';

const CLOSING = { '{': '}', '[': ']' } as const;

/**
 * `around`: what the value stands in. `start`: of an object that is the value, what is read of it, up to a key: `{"id":1,"claim"`; null when
 * nothing of the value is read.
 */
export function createCollector(around: Place['container'], start: string | null): Collector {
  const text: JsonText = { json: start ?? '', fault: null };
  const open: Opening[] = start === null ? [] : ['{'];
  /** How many containers are open beyond the depth that is kept. */
  let beyond = 0;
  /** Where in the innermost container the next token stands; `colon`: behind a key, `after`: behind a value. */
  let position: 'key' | 'colon' | 'value' | 'after' = start === null ? 'value' : 'colon';
  let last: Token['type'] | null = null;
  /** The last token was the plus sign between two strings that are one. */
  let joining = false;

  const container = () => (open.length === 0 ? around : open.at(-1) === '{' ? 'object' : 'list');
  const startOfEntry = () => (container() === 'object' ? 'key' : 'value');

  /** Writes the comma or colon that the model forgot. */
  function separate(): void {
    if (open.length === 0) return;
    if (position === 'after') {
      writeJson(text, ',');
      position = startOfEntry();
    } else if (position === 'colon') {
      writeJson(text, ':');
      position = 'value';
    }
  }

  function takeText(token: TextToken): Taken {
    const behindText = last === 'string' || last === 'word';
    const continues = behindText && (joining || token.type === 'word');
    if (open.length === 0 && last !== null && !continues) return 'complete-before';
    if (token.long) spoilJson(text, 'too-long');
    if (continues) {
      writeJson(text, ` ${token.json}`);
    } else {
      separate();
      writeJson(text, token.json);
      position = position === 'key' ? 'colon' : 'after';
    }
    joining = last === 'string' && token.type === 'word' && token.json === '+';
    last = token.type;
    return 'more';
  }

  function begin(bracket: Opening): void {
    if (open.length === MAX_VALUE_DEPTH) {
      beyond = 1;
      spoilJson(text, 'too-deep');
      return;
    }
    // Words before a value of its own are not the value: `answer: see below {…}`.
    if (open.length === 0) text.json = '';
    separate();
    writeJson(text, bracket);
    open.push(bracket);
    position = startOfEntry();
  }

  /** Closes the innermost container of this kind and those within it, whose own brackets the model forgot; all when there is none. */
  function end(bracket: Opening): Taken {
    const index = open.lastIndexOf(bracket);
    for (const inner of open.splice(Math.max(index, 0)).reverse()) writeJson(text, CLOSING[inner]);
    position = 'after';
    if (index < 0) return 'complete-before';
    return open.length === 0 ? 'complete' : 'more';
  }

  /** Beyond the depth that is kept, brackets are counted, whatever their kind. */
  function takeBeyond(type: Token['type']): void {
    if (type === '{' || type === '[') beyond += 1;
    if (type === '}' || type === ']') beyond -= 1;
    if (beyond === 0) position = 'after';
  }

  function takePunctuation(type: Punctuation): Taken {
    const before = last;
    last = type;
    joining = false;
    switch (type) {
      case '{':
        // An object where a key should stand: the brace of the object around it is missing.
        if (open.at(-1) === '{' && position === 'key' && before === ',' && end('{') === 'complete')
          return 'complete-before';
        begin('{');
        return 'more';
      case '[':
        begin('[');
        return 'more';
      case '}':
        return end('{');
      case ']':
        return end('[');
      case ',':
      case ':':
        if (open.length === 0) return type === ',' ? 'complete-before' : 'more';
        writeJson(text, type);
        position = type === ':' ? 'value' : startOfEntry();
        return 'more';
      default:
        return type satisfies never;
    }
  }

  function place(bareKeys: boolean): Place {
    // What stands around a string is not known there. As a key, it ends at its first mark.
    if (beyond > 0) return { container: 'object', role: 'key', bareKeys };
    const key = container() === 'object' && !joining && (position === 'key' || position === 'after');
    return { container: container(), role: key ? 'key' : 'value', bareKeys };
  }

  function take(token: Token): Taken {
    if (beyond > 0) {
      takeBeyond(token.type);
      return 'more';
    }
    return isText(token) ? takeText(token) : takePunctuation(token.type);
  }

  return {
    take,
    place,
    text,
    whole: () => open.length === 0 && last === 'string',
  };
}
