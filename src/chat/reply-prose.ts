import type { ReplyItem } from './reply-item.ts';
import { objectBegins } from './reply-lookahead.ts';
import { createPlainReader, isLabelled, MAX_LINE_LENGTH } from './reply-plain.ts';
import type { Tape } from './reply-tape.ts';

/** Reads what is around the JSON of a reply, and what is there when there is none. */
export interface ProseReader {
  /** Reads on to the next object and past its brace ('object'), or as far as can be told ('more'). */
  next(tape: Tape, items: ReplyItem[]): 'object' | 'more';
  /** The reply is over; `complete`: its last line is a whole one. */
  end(complete: boolean, items: ReplyItem[]): void;
}

const PLAIN = /[^{\n]+/y;

/** Before an object on its line, when the object's first key may be a bare one. Elsewhere, `{x: …}` is mathematics. */
const BEFORE_BARE = /^[\s[(,`]*$/u;

export function createProseReader(): ProseReader {
  const plain = createPlainReader();
  let line = '';
  /** A brace of this line was none of JSON. */
  let braced = false;
  let labelled = false;
  let hasObjects = false;

  function add(text: string): void {
    // Of a line that is too long, as much is kept as shows that it is.
    line += text.slice(0, MAX_LINE_LENGTH + 1 - line.length);
  }

  function endLine(items: ReplyItem[]): void {
    if (!hasObjects) plain.line(line, items);
    line = '';
    braced = false;
    labelled = false;
  }

  function atBrace(tape: Tape): 'yes' | 'no' | 'open' {
    if (!braced && !hasObjects) labelled = isLabelled(line);
    if (labelled) return 'no';
    return objectBegins(tape, tape.at + 1, !braced && BEFORE_BARE.test(line));
  }

  function next(tape: Tape, items: ReplyItem[]): 'object' | 'more' {
    for (;;) {
      PLAIN.lastIndex = tape.at;
      const text = PLAIN.exec(tape.text)?.[0] ?? '';
      add(text);
      tape.at += text.length;
      const stop = tape.text.charAt(tape.at);
      if (stop === '') return 'more';
      if (stop === '{') {
        const begins = atBrace(tape);
        if (begins === 'open') return 'more';
        if (begins === 'yes') {
          tape.at += 1;
          hasObjects = true;
          endLine(items);
          return 'object';
        }
        braced = true;
        add('{');
      } else {
        endLine(items);
      }
      tape.at += 1;
    }
  }

  function end(complete: boolean, items: ReplyItem[]): void {
    if (hasObjects) return;
    // A line that is cut after its label ends what was before it; any other may belong to it, and then it is not whole.
    const cut = !complete && line.trim() !== '';
    if (cut && !isLabelled(line)) return;
    if (!cut) endLine(items);
    plain.end(items);
  }

  return { next, end };
}
