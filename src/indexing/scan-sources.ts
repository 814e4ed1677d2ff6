import { resolve } from 'node:path';
import { InputError, InterruptedError, throwIfAborted } from '../errors.ts';
import { recordHash } from '../papers/hashing.ts';
import { paperId } from '../papers/identity.ts';
import type { InputWarning } from '../papers/input-warning.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { isInputWarning, openPaperFile } from '../papers/paper-file.ts';
import { listPaperFiles } from '../papers/paper-files.ts';
import { createSidecarLibrary, type SidecarLibrary } from '../papers/sidecar.ts';
import type { ScannedRecord } from './plan.ts';
import type { NamedSources } from './sources.ts';

/** What the first reading of all named sources gives: no texts. */
export interface SourceScan {
  readonly sources: NamedSources;
  /** Files that gave records, with the place of their first one in `records`. */
  readonly files: readonly { readonly file: string; readonly first: number; readonly count: number }[];
  readonly records: readonly ScannedRecord[];
  readonly warnings: readonly InputWarning[];
}

export interface ScanRequest {
  readonly paths: readonly string[];
  /** Read behind the paths, when anything could be read there. */
  readonly beside: readonly string[];
  readonly onRecord: (record: PaperRecord, done: number) => void;
  readonly onWarning: (warning: InputWarning) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads every named file once, whole. What cannot be read becomes a warning, and the rest is read all the same; throws
 * InputError when nothing at all could be read of the paths, and InterruptedError.
 */
export async function scanSources(request: ScanRequest): Promise<SourceScan> {
  const { signal } = request;
  const sidecars = createSidecarLibrary();
  const read = new Set<string>();
  const unreadable = new Set<string>();
  const failures: Error[] = [];
  const folders: string[] = [];
  const files: { file: string; first: number; count: number }[] = [];
  const records: ScannedRecord[] = [];
  const warnings: InputWarning[] = [];
  const warn = (warning: InputWarning): void => {
    warnings.push(warning);
    request.onWarning(warning);
  };
  const fail = (path: string, error: unknown): void => {
    if (!(error instanceof InputError)) throw error;
    unreadable.add(path);
    failures.push(error);
    warn({ file: path, line: null, message: error.message, skipped: 0 });
  };

  const scanFile = async (file: string): Promise<void> => {
    if (read.has(file) || unreadable.has(file)) return;
    const first = records.length;
    try {
      for await (const item of await recordsOf(file, sidecars, signal)) {
        throwIfAborted(signal);
        if (isInputWarning(item)) warn(item);
        else {
          records.push(scanned(item));
          request.onRecord(item, records.length);
        }
      }
      read.add(file);
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      fail(file, error);
    }
    files.push({ file, first, count: records.length - first });
  };

  const scanPath = async (path: string): Promise<void> => {
    try {
      const list = await listPaperFiles(path, signal);
      if (list.isFolder) folders.push(list.path);
      for (const warning of list.warnings) {
        unreadable.add(warning.file);
        warn(warning);
      }
      for (const file of list.unreadable) unreadable.add(file);
      for (const file of list.files) await scanFile(file);
    } catch (error) {
      fail(resolve(path), error);
    }
  };

  for (const path of request.paths) await scanPath(path);
  const [failure] = failures;
  if (read.size === 0) throw failure ?? nothingToRead(request.paths, warnings[0]);
  for (const path of request.beside) await scanPath(path);
  return { sources: { read, unreadable, folders }, files, records, warnings };
}

async function recordsOf(file: string, sidecars: SidecarLibrary, signal: AbortSignal | undefined) {
  return (await openPaperFile(file, { sidecars, signal })).records;
}

/** Of 700,000 records these are held at once, so no string may keep a longer one alive that it is a part of. */
function scanned(record: PaperRecord): ScannedRecord {
  const { titleDerived, source } = record;
  const arxivId = record.arxivId === null ? null : ownCopy(record.arxivId);
  const doi = record.doi === null ? null : ownCopy(record.doi);
  const titleId =
    arxivId === null && doi === null ? ownCopy(paperId({ arxivId, doi, title: record.title })) : '';
  const hash = ownCopy(recordHash(record));
  return { file: source.file, line: source.line, hash, arxivId, doi, titleId, titleDerived };
}

function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}

function nothingToRead(paths: readonly string[], first: InputWarning | undefined): InputError {
  const reason = first === undefined ? '' : `: ${first.file}: ${first.message}`;
  return new InputError(`there are no files of papers to read in ${paths.join(', ')}${reason}`, {
    remedy: 'name files of papers, or folders that hold them; what was indexed before stays',
  });
}
