import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from '../errors.ts';
import { type ClaimStore, claimSchema, type SeenClaim } from './writer-lock.ts';

const PREFIX = 'writer-';
const SUFFIX = '.lock';

/** Claims as files of the index's folder, one each. The time of a file is its owner's last beat. */
export function createFileClaims(folder: string): ClaimStore {
  const pathOf = (id: string): string => join(folder, `${PREFIX}${id}${SUFFIX}`);
  return {
    async publish(claim) {
      const draft = join(folder, `${claim.id}.draft`);
      try {
        await writeFile(draft, `${JSON.stringify(claim)}\n`, { flag: 'wx' });
        await rename(draft, pathOf(claim.id));
      } catch (error) {
        throw new IndexError('unreadable', `the index folder ${folder} cannot be written: ${String(error)}`, {
          remedy: 'check its permissions and the free space of its disk',
          cause: error,
        });
      }
    },
    async all() {
      const names = (await readdir(folder)).filter(
        (name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX),
      );
      const seen = await Promise.all(names.map((name) => readClaim(join(folder, name))));
      return seen.filter((claim) => claim !== null);
    },
    withdraw: (id) => rm(pathOf(id), { force: true }),
    async beat(id) {
      try {
        const now = new Date();
        await utimes(pathOf(id), now, now);
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
  };
}

/** Null when its owner withdraws it at this moment. */
async function readClaim(path: string): Promise<SeenClaim | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { claim: claimSchema.parse(JSON.parse(text)), beatAt: mtimeMs, place: path };
  } catch (error) {
    if (isMissing(error)) return null;
    throw new IndexError('busy', `the lock file ${path} cannot be read: ${String(error)}`, {
      remedy: `if no \`ibid index\` is running, delete ${path}`,
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
