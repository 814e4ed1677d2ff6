import { open } from 'node:fs/promises';
import { InputError } from '../../errors.ts';

/** A file that grows by lines, so that what was written before an interruption stays. */
export interface LineFile {
  /** `line` without its end. */
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

export const NO_LINE_FILE: LineFile = { async write() {}, async close() {} };

/** Opens the file behind its first `keep` bytes; whatever stands behind them goes. Throws InputError when it cannot be written. */
export async function openLineFile(file: string, keep: number, flag: string): Promise<LineFile> {
  const opened = await open(file, keep > 0 ? 'a' : 'w')
    .then(async (handle) => {
      // A pipe or a device has no length to be cut to.
      if (keep > 0) await handle.truncate(keep);
      return handle;
    })
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new InputError(`${file} cannot be written: ${reason}`, {
        remedy: `Name a file behind ${flag} that can be made.`,
        cause,
      });
    });
  return {
    async write(line) {
      await opened.write(`${line}\n`);
    },
    close: () => opened.close(),
  };
}
