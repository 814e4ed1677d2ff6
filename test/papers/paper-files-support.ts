import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { InputWarning } from '../../src/papers/input-warning.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { isInputWarning, openPaperFile, type PaperFileOptions } from '../../src/papers/paper-file.ts';

/** A folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ibid-papers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file in a folder of its own and gives its path. */
export async function writeTemporary(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

export interface ReadFile {
  readonly format: string;
  readonly records: PaperRecord[];
  readonly warnings: InputWarning[];
}

export async function readAll(file: string, options: PaperFileOptions = {}): Promise<ReadFile> {
  const opened = await openPaperFile(file, options);
  const records: PaperRecord[] = [];
  const warnings: InputWarning[] = [];
  for await (const item of opened.records) {
    if (isInputWarning(item)) warnings.push(item);
    else records.push(item);
  }
  return { format: opened.format, records, warnings };
}

/** Reads text as a file of that name. */
export async function readText(name: string, content: string | Uint8Array): Promise<ReadFile> {
  return readAll(await writeTemporary(name, content));
}

/** A plain abstract that no other subject's equals. */
export function abstractAbout(subject: string): string {
  return (
    `We study ${subject} and propose a method for it that needs no labels. Experiments with ${subject} on three data sets show ` +
    `that the method is faster than what was known before, and that ${subject} profits most where little data is at hand. ` +
    `Our analysis of ${subject} explains when the method fails.`
  );
}
