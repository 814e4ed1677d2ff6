import { z } from 'zod';
import { StateError } from '../errors.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const CODES = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  notadb: 26,
} as const;

/** Another connection holds a lock that it will give up: the same may work a moment later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === CODES.busy || code === CODES.locked;
}

/** Whatever opening or using the state file threw, in words that say what to do. Our own errors stay as they are. */
export function stateFailure(error: unknown, file: string): StateError {
  if (error instanceof StateError) return error;
  if (error instanceof z.ZodError)
    return damaged(file, `a row holds${columnOf(error)} what was never written there`, error);
  const words = error instanceof Error ? error.message : String(error);
  const fail = (reason: StateError['reason'], message: string, remedy: string): StateError =>
    new StateError(reason, message, { remedy, cause: error });
  switch (reasonOf(error)) {
    case 'unwritable':
      return fail(
        'unwritable',
        `the state file ${file} cannot be written: ${words}`,
        'Make its folder and the file writable, or set IBID_STATE to a folder that is.',
      );
    case 'full':
      return fail(
        'full',
        `the disk of the state file ${file} is full`,
        'Free some space; what was stored before is unharmed.',
      );
    case 'busy':
      return fail(
        'busy',
        `the state file ${file} stays locked by another process`,
        'Try again; if it stays so, end the ibid that was stopped in the middle of its work.',
      );
    case 'corrupt':
      return damaged(file, words, error);
    case 'failed':
      return fail(
        'failed',
        `the state file ${file} failed: ${words}`,
        'Try again; if it stays so, check its disk and the space left there, or set IBID_STATE to another folder.',
      );
  }
}

/** The column that cannot be read; nothing for a row that is wrong as a whole. */
function columnOf(error: z.ZodError): string {
  const [column] = error.issues[0]?.path ?? [];
  return column === undefined ? '' : ` in '${String(column)}'`;
}

/** The file is no database, or holds something else than was written there. */
function damaged(file: string, words: string, cause: unknown): StateError {
  return new StateError('corrupt', `the state file ${file} is damaged: ${words}`, {
    remedy: `Move it aside with the files ${file}-wal and ${file}-shm beside it, and a new one is begun; what it holds may be saved with \`sqlite3 FILE .recover\`.`,
    cause,
  });
}

function reasonOf(error: unknown): 'unwritable' | 'full' | 'busy' | 'corrupt' | 'failed' {
  switch (resultCode(error)) {
    case CODES.busy:
    case CODES.locked:
      return 'busy';
    case CODES.perm:
    case CODES.readonly:
    case CODES.cantopen:
      return 'unwritable';
    case CODES.full:
      return 'full';
    case CODES.corrupt:
    case CODES.notadb:
      return 'corrupt';
    case null:
      return systemReason(error);
    default:
      return 'failed';
  }
}

/** The folder and the file are made before SQLite sees them. */
function systemReason(error: unknown): 'unwritable' | 'full' | 'failed' {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
      return 'unwritable';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    default:
      return 'failed';
  }
}

/** Extended codes carry the primary one in their lowest byte. Null for what does not come from SQLite. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}
