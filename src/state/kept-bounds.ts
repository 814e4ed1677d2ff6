import type { KeptAnswer, KeptTurn } from './community-state.ts';

/** How much is kept. Characters are UTF-16 units. */
export const KEPT_BOUNDS = {
  /** Of a conversation; the oldest go. Its markers stay, as they number what readers still see. */
  turns: 50,
  /** Of a conversation; the oldest go, with their buttons. */
  answers: 200,
  /** The text of a turn's answer, and all quotes of a kept answer. */
  answerCharacters: 65_536,
  /** A question, a comment, a topic. */
  wordsCharacters: 8000,
} as const;

/** Markers of a conversation to which two processes added: a marker that was kept keeps its paper, and new papers follow. */
export function mergeMarkers(kept: readonly string[], given: readonly string[]): readonly string[] {
  return [...new Set([...kept, ...given])];
}

/** The text within the limit; what was cut ends in an ellipsis and never in half a character. */
export function boundText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

export function boundTurn(turn: KeptTurn): KeptTurn {
  return {
    ...turn,
    question: boundText(turn.question, KEPT_BOUNDS.wordsCharacters),
    answer: boundText(turn.answer, KEPT_BOUNDS.answerCharacters),
  };
}

/** Quotes are kept whole or not at all: half a quote could be taken for the sentence. The last ones go. */
export function boundAnswer(answer: KeptAnswer): KeptAnswer {
  let room: number = KEPT_BOUNDS.answerCharacters;
  const fits = (quote: string): boolean => {
    room -= quote.length;
    return room >= 0;
  };
  return {
    ...answer,
    question: boundText(answer.question, KEPT_BOUNDS.wordsCharacters),
    standaloneQuestion: boundText(answer.standaloneQuestion, KEPT_BOUNDS.wordsCharacters),
    citations: answer.citations.map((citation) => ({ ...citation, quotes: citation.quotes.filter(fits) })),
  };
}
