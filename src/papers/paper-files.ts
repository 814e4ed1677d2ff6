import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, InterruptedError, throwIfAborted } from '../errors.ts';
import type { InputWarning } from './input-warning.ts';
import { asInputError } from './readers/file-bytes.ts';
import { formOfFile, PAPER_FORMATS } from './readers/form.ts';

/** What a path stands for. Every path in it is absolute; lists are in the order of their code units. */
export interface PaperFileList {
  readonly path: string;
  readonly isFolder: boolean;
  /** To be opened with openPaperFile. */
  readonly files: readonly string[];
  /** Of a folder: files that are there and cannot be read. Papers that came from them stay. */
  readonly unreadable: readonly string[];
  /** Of a folder: what is known not to hold papers (sidecars, a README, files whose name begins with a dot). */
  readonly ignored: readonly string[];
  /** Of a folder: a warning for each file that is unreadable or of no known form. */
  readonly warnings: readonly InputWarning[];
}

const NOT_PAPERS = /^(?:readme|licen[cs]e|copying|notice|changelog|contributing|makefile)(?:\.[a-z]+)?$/i;

/**
 * The files that a path stands for: itself, or every file of papers in a folder and the folders below it. Symbolic links are followed,
 * each folder once. Throws InputError when the path is missing or the folder may not be read, InterruptedError when aborted.
 */
export async function listPaperFiles(path: string, signal?: AbortSignal): Promise<PaperFileList> {
  const absolute = resolve(path);
  const isFolder = await stat(absolute).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      throw asInputError(absolute, error);
    },
  );
  const list = {
    path: absolute,
    isFolder,
    files: [] as string[],
    unreadable: [] as string[],
    ignored: [] as string[],
    warnings: [] as InputWarning[],
  };
  if (!isFolder) return { ...list, files: [absolute] };
  const found: FoundFiles = { files: [], ignored: [], unreadable: [], warnings: [] };
  await walk(absolute, new Set(), found, true, signal);
  for (const file of found.files.sort()) await sort(file, list, signal);
  list.unreadable.push(...found.unreadable);
  list.ignored.push(...found.ignored);
  list.warnings.push(...found.warnings);
  list.unreadable.sort();
  list.ignored.sort();
  list.warnings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return list;
}

interface FoundFiles {
  readonly files: string[];
  readonly ignored: string[];
  readonly unreadable: string[];
  readonly warnings: InputWarning[];
}

async function walk(
  folder: string,
  visited: Set<string>,
  found: FoundFiles,
  isNamed: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  throwIfAborted(signal);
  let names: string[];
  try {
    const real = await realpath(folder);
    if (visited.has(real)) return;
    visited.add(real);
    names = await readdir(folder);
  } catch (error) {
    const failure = asInputError(folder, error);
    if (isNamed) throw failure;
    unreadable(folder, failure, found);
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    try {
      const entry = await stat(path);
      if (name.startsWith('.') || name === 'node_modules') found.ignored.push(path);
      else if (entry.isDirectory()) await walk(path, visited, found, false, signal);
      else if (!entry.isFile()) warn(path, 'is no ordinary file (a pipe, socket or device)', found);
      else if (NOT_PAPERS.test(name)) found.ignored.push(path);
      else found.files.push(path);
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      const isLink = await lstat(path).then(
        (entry) => entry.isSymbolicLink(),
        () => false,
      );
      const failure = isLink
        ? new InputError(`${path} is a symbolic link to nothing that is there`)
        : asInputError(path, error);
      unreadable(path, failure, found);
    }
  }
}

/** Tells a file's form and puts it where it belongs. */
async function sort(file: string, list: FoundFiles, signal: AbortSignal | undefined): Promise<void> {
  try {
    const form = await formOfFile(file, signal);
    switch (form.kind) {
      case 'papers':
        list.files.push(file);
        return;
      case 'sidecar':
        list.ignored.push(file);
        return;
      case 'unknown': {
        const message = form.line === null ? `the file ${form.message}` : form.message;
        list.warnings.push({
          file,
          line: form.line,
          message: `${message}; expected ${PAPER_FORMATS}`,
          skipped: 0,
        });
        return;
      }
    }
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    unreadable(file, asInputError(file, error), list);
  }
}

function unreadable(path: string, failure: Error, found: FoundFiles): void {
  found.unreadable.push(path);
  found.warnings.push({ file: path, line: null, message: failure.message, skipped: 0 });
}

function warn(path: string, message: string, found: FoundFiles): void {
  found.warnings.push({ file: path, line: null, message, skipped: 0 });
}
