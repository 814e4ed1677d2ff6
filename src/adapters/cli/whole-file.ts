import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';

/** A place that was found writable. */
export interface WholeFile {
  /** The whole text or nothing: a file that is there is replaced at once, when the new one is on the disk. */
  write(text: string): Promise<void>;
}

/**
 * Makes sure that the file can be written, before the work for it begins. Nothing is left there until `write`. Throws InputError
 * saying why it cannot: `what` ("the receipt") names it.
 */
export async function openWholeFile(given: {
  readonly file: string;
  readonly what: string;
  /** Throws when a file is there already. */
  readonly refuse?: (file: string) => Error;
}): Promise<WholeFile> {
  const { file, what, refuse } = given;
  const found = await inWords(() => stat(file).catch(noFileYet));
  if (found?.isDirectory()) throw unwritable('it is a folder');
  // A pipe or a device is written to; renaming would put a file in its place.
  if (found !== null && !found.isFile()) return { write: (text) => writeTo(file, 'w', text) };
  if (found !== null && refuse !== undefined) throw refuse(file);

  const target = found === null ? file : await inWords(() => realpath(file));
  const permissions = found === null ? 0o666 : found.mode & 0o777;
  if (found !== null) await inWords(() => access(target, constants.W_OK));
  const draft = join(dirname(target), `.${basename(target).slice(0, 40)}.${randomUUID().slice(0, 8)}`);
  await inWords(async () => (await open(draft, 'wx', permissions)).close());
  await rm(draft, { force: true });
  return {
    async write(text) {
      try {
        await writeTo(draft, 'wx', text, permissions);
        await inWords(() => rename(draft, target));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };

  async function writeTo(place: string, how: 'w' | 'wx', text: string, mode = 0o666): Promise<void> {
    await inWords(async () => {
      const handle: FileHandle = await open(place, how, mode);
      try {
        await handle.writeFile(text);
        if (how === 'wx') await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  async function inWords<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      // Without the path that the system adds: it is that of the draft.
      throw unwritable(message.replace(/, \w+ '.*$/u, ''), cause);
    }
  }

  function unwritable(reason: string, cause?: unknown): InputError {
    return new InputError(`${what} ${file} cannot be written: ${reason}`, {
      remedy: 'Name a file that can be made, in a folder that is there.',
      cause,
    });
  }
}

function noFileYet(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
