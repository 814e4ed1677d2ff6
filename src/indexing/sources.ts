import { sep } from 'node:path';
import type { FileFate } from './plan.ts';

/** What became of the sources that were named. Paths are absolute. */
export interface NamedSources {
  /** Read from beginning to end. */
  readonly read: ReadonlySet<string>;
  /** Files and folders that could not be read, or not to the end: what came from them stays. */
  readonly unreadable: ReadonlySet<string>;
  /** Named folders that were listed: they stand for their files, those that are gone included. */
  readonly folders: readonly string[];
}

/** What becomes of what a file gave earlier. `prune` drops what came from sources that are not named. */
export function fateOfFile(file: string, sources: NamedSources, prune: boolean): FileFate {
  if (sources.read.has(file)) return 'read';
  for (const path of sources.unreadable) if (file === path || isBelow(path, file)) return 'kept';
  if (sources.folders.some((folder) => isBelow(folder, file))) return 'gone';
  return prune ? 'gone' : 'kept';
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
