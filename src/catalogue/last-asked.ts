import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** When any process of this program last had an answer of a server, so that each can keep the distance that the server asks for. */
export interface LastAsked {
  /** Milliseconds since then; null when nobody knows. */
  ago(): Promise<number | null>;
  note(): Promise<void>;
}

/** Told by the time of a file. What cannot be noted is not noted: manners towards a server are no reason to fail. */
export function createLastAsked(file: string, now: () => number = Date.now): LastAsked {
  return {
    async ago() {
      const found = await stat(file).catch(() => null);
      const ago = found === null ? -1 : now() - found.mtimeMs;
      // A clock that was set back tells nothing.
      return ago < 0 ? null : ago;
    },
    async note() {
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(file, '');
      } catch {
        // See above.
      }
    },
  };
}
