import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the program itself lies. */
export function programFolder(): string {
  return fileURLToPath(new URL('../', import.meta.url));
}

/** An installed package never counts as a clone: nobody works in there. */
export async function defaultHome(folder: string, program: string): Promise<string> {
  const local = join(folder, '.ibid');
  const inOwnClone = resolve(folder) === resolve(program) && !/[\\/]node_modules[\\/]/u.test(program);
  if (inOwnClone || existsSync(local)) return local;
  const { default: envPaths } = await import('env-paths');
  return envPaths('ibid', { suffix: '' }).data;
}

/** An absolute folder, or the URI as it was given. */
export function indexPlace(value: string, folder: string): string {
  if (/^file:\/\//iu.test(value)) return fileURLToPath(value);
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : absolute(value, folder);
}

/** Relative paths start at `folder`. */
export function absolute(value: string, folder: string): string {
  // A shell expands the tilde in a flag, but nobody does so in `.env`.
  return /^~[\\/]/u.test(value) ? join(homedir(), value.slice(2)) : resolve(folder, value);
}
