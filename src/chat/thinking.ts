/** Tells what a model thinks aloud before its reply from the reply. */
export interface ThinkingFilter {
  /** The part of the piece, and of what was held back before it, that belongs to the reply. */
  push(piece: string): string;
  /** What is left when the stream ends. */
  end(): string;
}

const TAGS = ['think', 'thinking', 'thought', 'reasoning'] as const;
const OPENING = new RegExp(`^\\s*<(${TAGS.join('|')})>`, 'iu');
const LONGEST_TAG = '</reasoning>'.length;

/**
 * Takes out what stands between `<think>` and `</think>` at the very beginning of a reply, as models write it whose server does
 * not keep their reasoning apart, together with the white space around it. A thought that is not closed is a thought to the end.
 */
export function createThinkingFilter(): ThinkingFilter {
  let state: 'undecided' | 'thinking' | 'after' | 'reply' = 'undecided';
  let held = '';
  let closing = /<\/>/u;

  function decide(): string {
    const opening = OPENING.exec(held);
    if (opening !== null) {
      state = 'thinking';
      closing = new RegExp(`</${opening[1] ?? ''}>`, 'iu');
      held = held.slice(opening[0].length);
      return think();
    }
    const start = held.trimStart().toLowerCase();
    if (start === '' || TAGS.some((tag) => `<${tag}>`.startsWith(start))) return '';
    return reply();
  }

  function think(): string {
    const end = closing.exec(held);
    if (end === null) {
      // Only as much as a closing tag might be the beginning of.
      held = held.slice(-LONGEST_TAG);
      return '';
    }
    held = held.slice(end.index + end[0].length);
    state = 'after';
    return after();
  }

  function after(): string {
    held = held.trimStart();
    return held === '' ? '' : reply();
  }

  function reply(): string {
    state = 'reply';
    const text = held;
    held = '';
    return text;
  }

  return {
    push(piece) {
      if (state === 'reply') return piece;
      held += piece;
      switch (state) {
        case 'undecided':
          return decide();
        case 'thinking':
          return think();
        case 'after':
          return after();
        default:
          return state satisfies never;
      }
    },
    end: () => (state === 'undecided' ? reply() : ''),
  };
}
