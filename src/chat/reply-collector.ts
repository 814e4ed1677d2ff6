import { MAX_VALUE_DEPTH, MAX_VALUE_LENGTH, type SkipReason } from './reply-item.ts';
import type { Place } from './reply-lookahead.ts';
import type { Punctuation, TextToken, Token } from './reply-tokens.ts';

/** `complete-before`: the value was complete without the token, which is for whoever follows. */
export type Taken = 'more' | 'complete' | 'complete-before';

/** Gathers the tokens of one value as JSON, and finds its end. */
export interface Collector {
  take(token: Token): Taken;
  place(bareKeys: boolean): Place;
  /** Why the value cannot be given, however it ends; null when nothing is against it. */
  fault(): SkipReason | null;
  json(): string;
  /** Whether the value would be whole if the reply ended here: a string is, a number may have had more digits. */
  whole(): boolean;
}

type Closable = '{' | '[';

const CLOSING = { '{': '}', '[': ']' } as const;

/** Where in its container the next token stands: at a key, behind one, at a value (the colon read), behind one. */
type Position = 'key' | 'colon' | 'value' | 'after';

/** `start`: an object of which some is read already: `{"key":` or `{"key":1,"key"`. Null: nothing of the value is read. */
export function createCollector(around: Place['container'], start: string | null): Collector {
  const open: Closable[] = start === null ? [] : ['{'];
  let text = start ?? '';
  let position: Position = start === null ? 'value' : 'colon';
  let joined = false;
  let last: Token['type'] | null = null;
  /** Containers that are open beyond the depth that is kept. */
  let beyond = 0;
  let fault: SkipReason | null = null;

  function write(json: string): void {
    if (fault !== null) return;
    text += json;
    if (text.length > MAX_VALUE_LENGTH) spoil('too-long');
  }

  function spoil(why: SkipReason): void {
    fault ??= why;
    text = '';
  }

  const container = (): Place['container'] =>
    open.length === 0 ? around : open.at(-1) === '{' ? 'object' : 'list';

  /** The comma or colon that the model forgot. */
  function separate(): void {
    if (open.length === 0) return;
    if (position === 'after') {
      write(',');
      position = container() === 'object' ? 'key' : 'value';
    } else if (position === 'colon') {
      write(':');
      position = 'value';
    }
  }

  function takeText(token: TextToken): Taken {
    const begun = text !== '' || fault !== null;
    const continues = joined || token.type === 'word' ? last === 'word' || last === 'string' : false;
    if (open.length === 0 && begun && !continues) return 'complete-before';
    joined = token.type === 'word' && token.json === '+' && last === 'string';
    if (token.long) spoil('too-long');
    if (!continues) separate();
    write(continues ? ` ${token.json}` : token.json);
    if (!continues) position = position === 'key' ? 'colon' : 'after';
    last = token.type;
    return 'more';
  }

  function begin(bracket: Closable): Taken {
    last = bracket;
    joined = false;
    if (beyond > 0 || open.length === MAX_VALUE_DEPTH) {
      beyond += 1;
      spoil('too-deep');
      return 'more';
    }
    // Words before it are not the value: `answer: see below {…}`.
    if (open.length === 0) text = '';
    separate();
    write(bracket);
    open.push(bracket);
    position = bracket === '{' ? 'key' : 'value';
    return 'more';
  }

  /** Closes the innermost container of this kind and those within it, whose own brackets the model forgot. */
  function end(bracket: Closable): Taken {
    joined = false;
    if (beyond > 0) {
      beyond -= 1;
      return 'more';
    }
    const stays = Math.max(open.lastIndexOf(bracket), 0);
    const found = open.includes(bracket);
    while (open.length > stays) write(CLOSING[open.pop() ?? bracket]);
    if (!found) return 'complete-before';
    position = 'after';
    last = CLOSING[bracket];
    return open.length === 0 ? 'complete' : 'more';
  }

  function takePunctuation(type: Punctuation): Taken {
    switch (type) {
      case '{':
        // An object where a key should stand: the brace of the object around it is missing.
        if (container() === 'object' && position === 'key' && last === ',') {
          end('{');
          return open.length === 0 ? 'complete-before' : begin('{');
        }
        return begin('{');
      case '[':
        return begin('[');
      case '}':
        return end('{');
      case ']':
        return end('[');
      case ',':
        if (open.length === 0) return 'complete-before';
        write(',');
        position = container() === 'object' ? 'key' : 'value';
        break;
      case ':':
        if (open.length === 0) return 'more';
        write(':');
        position = 'value';
        break;
      default:
        return type satisfies never;
    }
    last = type;
    joined = false;
    return 'more';
  }

  return {
    take: (token) =>
      token.type === 'string' || token.type === 'word' ? takeText(token) : takePunctuation(token.type),
    place: (bareKeys) => ({
      container: container(),
      role:
        container() === 'object' && !joined && (position === 'key' || position === 'after') ? 'key' : 'value',
      bareKeys,
    }),
    fault: () => fault,
    json: () => text,
    whole: () => open.length === 0 && last === 'string',
  };
}
