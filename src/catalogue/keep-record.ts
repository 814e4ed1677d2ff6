import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IbidError } from '../errors.ts';

/** A record that lies in a file of its own. */
export interface KeptRecord {
  readonly arxivId: string;
  /** What the file says now. */
  readonly text: string;
  /** Absolute path. */
  readonly file: string;
  /** Makes the folder what it was before. Throws IbidError when it cannot. */
  undo(): Promise<void>;
}

/**
 * Writes a paper's record to its file in the folder, in the place of an older one, whole or not at all. Throws IbidError when it cannot be
 * written.
 */
export async function keepRecord(given: {
  readonly folder: string;
  readonly arxivId: string;
  readonly text: string;
}): Promise<KeptRecord> {
  const { folder, arxivId, text } = given;
  // Different ids have different names: of an old id, the last seven digits stand behind the slash.
  const name = `${arxivId.replace('/', '-')}.xml`;
  const file = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    const before = await textOf(file);
    await replace({ folder, name, text });
    return {
      arxivId,
      text,
      file,
      async undo() {
        try {
          if (before === null) await rm(file, { force: true });
          else await replace({ folder, name, text: before });
        } catch (error) {
          throw new IbidError(`the record in ${file} cannot be taken back: ${wordsOf(error)}`, {
            remedy: `Delete ${file}, unless the paper is to be indexed by the next \`ibid index\`.`,
            cause: error,
          });
        }
      },
    };
  } catch (error) {
    throw new IbidError(`the record of paper ${arxivId} cannot be kept in ${folder}: ${wordsOf(error)}`, {
      remedy: 'Make room there, or give this user the right to write; IBID_HOME says where it is.',
      cause: error,
    });
  }
}

/** The folder, when it is there: an empty one tells that its records were taken out. */
export async function foldersOfRecords(folder: string): Promise<readonly string[]> {
  try {
    await access(folder);
    return [folder];
  } catch (error) {
    // Whoever reads it says what is wrong with it.
    return isMissing(error) ? [] : [folder];
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Under a name that begins with a dot, which nobody reads papers from, and then all at once under its own. */
async function replace(given: {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}): Promise<void> {
  const part = join(given.folder, `.${given.name}.${randomUUID()}.part`);
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(given.text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, join(given.folder, given.name));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'there is a file in the place of the folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
