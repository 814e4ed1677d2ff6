import type { Tape } from './reply-tape.ts';

/**
 * Skips what a reasoning model thinks aloud at the beginning of a reply, between <think> and </think>: a draft of the reply in there
 * is no reply. True once the reply itself begins, false while more has to arrive.
 */
export type ThinkingSkipper = (tape: Tape) => boolean;

const TAGS = ['<think>', '<thinking>', '<reasoning>'];
const BLANKS = /\s*/y;

export function createThinkingSkipper(): ThinkingSkipper {
  let closer: string | null = null;
  let over = false;

  return (tape) => {
    if (over) return true;
    if (closer === null) {
      BLANKS.lastIndex = tape.at;
      BLANKS.test(tape.text);
      tape.at = BLANKS.lastIndex;
      const tag = TAGS.find((name) => tape.text.startsWith(name, tape.at));
      if (tag === undefined) {
        const rest = tape.text.slice(tape.at);
        over = tape.final || !TAGS.some((name) => name.startsWith(rest));
        return over;
      }
      closer = `</${tag.slice(1)}`;
      tape.at += tag.length;
    }
    const close = tape.text.indexOf(closer, tape.at);
    over = close >= 0;
    tape.at = over ? close + closer.length : Math.max(tape.at, tape.text.length - closer.length + 1);
    return over;
  };
}
