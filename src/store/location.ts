import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IndexError } from '../errors.ts';

/** Where an index lives: a folder of this machine, or a place that only LanceDB can reach. */
export type Location =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'remote'; readonly uri: string };

export function locationOf(uri: string): Location {
  if (uri.startsWith('file://')) return { kind: 'folder', path: fileURLToPath(uri) };
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(uri)) return { kind: 'remote', uri };
  return { kind: 'folder', path: resolve(uri) };
}

/** What people are told and LanceDB is given. */
export function addressOf(location: Location): string {
  return location.kind === 'folder' ? location.path : location.uri;
}

/**
 * Whether there is something to open. LanceDB creates a folder that is not there and searches a file for seconds, so
 * both are looked at first. Throws IndexError `unreadable`.
 */
export async function exists(location: Location): Promise<boolean> {
  if (location.kind === 'remote') return true;
  try {
    if ((await stat(location.path)).isDirectory()) return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw new IndexError(
      'unreadable',
      `the index folder ${location.path} cannot be reached: ${String(error)}`,
      {
        remedy: 'check the path and its permissions',
        cause: error,
      },
    );
  }
  throw new IndexError('unreadable', `the index should be a folder, but ${location.path} is a file`, {
    remedy: 'name a folder in IBID_INDEX',
  });
}
