import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Answer } from '../../answerer/answer.ts';
import { InputError, UsageError } from '../../errors.ts';
import { escapeForTerminal } from './context.ts';

export type Receipt = Answer['receipt'];

/** The receipt as indented JSON that is harmless to print: what a terminal would obey stands escaped. */
export function receiptJson(receipt: Receipt): string {
  return escapeForTerminal(JSON.stringify(receipt, null, 2));
}

/** A place that was found writable. */
export interface ReceiptFile {
  /** The whole receipt or none: a file that is there is replaced at once, when the new one is on the disk. */
  write(receipt: Receipt): Promise<void>;
}

/**
 * Makes sure that a receipt can be written to the file, before a model is paid for an answer. Nothing is left there until `write`.
 * Throws InputError saying why it cannot, UsageError for `-`.
 */
export async function openReceiptFile(file: string): Promise<ReceiptFile> {
  if (file === '-') {
    throw new UsageError('a receipt goes to a file, and - is none: stdout has the answer', {
      remedy: 'Like this: --receipt receipt.json',
    });
  }
  const found = await inWords(file, () => stat(file).catch(noFileYet));
  if (found?.isDirectory()) throw unwritable(file, 'it is a folder');
  // A pipe or a device is written to; renaming would put a file in its place.
  if (found !== null && !found.isFile()) return { write: (receipt) => writeTo(file, 'w', receipt) };

  const target = found === null ? file : await inWords(file, () => realpath(file));
  const permissions = found === null ? 0o666 : found.mode & 0o777;
  if (found !== null) await inWords(file, () => access(target, constants.W_OK));
  const draft = join(dirname(target), `.${basename(target).slice(0, 40)}.${randomUUID().slice(0, 8)}`);
  await inWords(file, async () => (await open(draft, 'wx', permissions)).close());
  await rm(draft, { force: true });
  return {
    async write(receipt) {
      try {
        await writeTo(draft, 'wx', receipt, permissions);
        await inWords(file, () => rename(draft, target));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };

  async function writeTo(place: string, how: 'w' | 'wx', receipt: Receipt, mode = 0o666): Promise<void> {
    await inWords(file, async () => {
      const handle: FileHandle = await open(place, how, mode);
      try {
        await handle.writeFile(`${receiptJson(receipt)}\n`);
        if (how === 'wx') await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }
}

async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // Without the path that the system adds: it is that of the draft.
    throw unwritable(file, message.replace(/, \w+ '.*$/u, ''), cause);
  }
}

function unwritable(file: string, reason: string, cause?: unknown): InputError {
  return new InputError(`the receipt ${file} cannot be written: ${reason}`, {
    remedy: 'Name a file that can be made, in a folder that is there.',
    cause,
  });
}

function noFileYet(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
