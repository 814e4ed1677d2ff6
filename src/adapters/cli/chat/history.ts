import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { terminalSafeLine } from '../terminal-safe.ts';

export const HISTORY_LINES = 500;

/** The questions of earlier sessions, kept in a file that only its owner can read. */
export interface ChatHistory {
  /** Newest first, as readline wants them. */
  readonly lines: readonly string[];
  /** Writes the line down at once: a session that is killed keeps its history. */
  add(line: string): void;
}

/** `onTrouble` is told once when the file cannot be read or written; the chat goes on without it. */
export function openHistory(file: string, onTrouble: (message: string) => void): ChatHistory {
  let working = true;
  let stored: string[] = [];

  function attempt(work: () => void): void {
    if (!working) return;
    try {
      work();
    } catch (error) {
      working = false;
      onTrouble(
        `the history in ${file} is not kept: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  attempt(() => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    appendFileSync(file, '', { mode: 0o600 });
    // The file may be older than this rule.
    chmodSync(file, 0o600);
    const all = readFileSync(file, 'utf8').split('\n').map(terminalSafeLine);
    stored = all.filter((line) => line !== '').slice(-HISTORY_LINES);
    if (all.length > 2 * HISTORY_LINES) writeFileSync(file, `${stored.join('\n')}\n`, { mode: 0o600 });
  });

  return {
    lines: [...stored].reverse(),
    add(line) {
      const text = terminalSafeLine(line);
      if (text !== '') attempt(() => appendFileSync(file, `${text}\n`, { mode: 0o600 }));
    },
  };
}
