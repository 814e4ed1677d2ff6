/**
 * What has arrived of a reply and is not yet read. Readers advance `at`; what they leave is kept for the next piece, so each of them
 * must leave no more than a bounded stretch.
 */
export interface Tape {
  text: string;
  at: number;
  /** Nothing more will arrive: what is still open at the end of `text` is to be decided now. */
  final: boolean;
}

export function extendTape(tape: Tape, piece: string): void {
  tape.text = tape.text.slice(tape.at) + piece;
  tape.at = 0;
}
