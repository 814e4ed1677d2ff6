import { terminalSafeLine } from './terminal-safe.ts';

/** Notes of a batch: a model that is down has the same to say of every line. */
export interface RepeatedNotes {
  /** Tells the text with its place the first time, and counts it from then on. */
  tell(text: string, place: string): void;
  /** Tells how often the others came. */
  finish(): void;
}

export function createRepeatedNotes(write: (line: string) => void): RepeatedNotes {
  const told = new Map<string, { readonly first: string; more: number }>();
  return {
    tell(text, place) {
      const known = told.get(text);
      if (known !== undefined) {
        known.more++;
        return;
      }
      told.set(text, { first: place, more: 0 });
      write(`note: ${terminalSafeLine(`${place}: ${text}`)}`);
    },
    finish() {
      for (const { first, more } of told.values())
        if (more > 0)
          write(`note: what is said of ${terminalSafeLine(first)} holds for ${more} more of the lines`);
    },
  };
}
