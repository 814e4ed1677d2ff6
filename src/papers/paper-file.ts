import { dirname, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { cleanText } from './cleaning.ts';
import { deriveTitle } from './derived-title.ts';
import type { InputWarning } from './input-warning.ts';
import type { PaperRecord } from './paper.ts';
import { readAbstractList } from './readers/abstract-list.ts';
import { readArxivAtom } from './readers/arxiv-atom.ts';
import { readBibtex } from './readers/bibtex.ts';
import { readDailyPapers } from './readers/daily-papers.ts';
import { readDelimited } from './readers/delimited.ts';
import { type BytesListener, readBytes } from './readers/file-bytes.ts';
import { type FileForm, formOfFile, PAPER_FORMATS, type PaperFormat } from './readers/form.ts';
import { readJson } from './readers/json.ts';
import { readJsonLines } from './readers/json-lines.ts';
import { type PaperReader, type RawItem, type RawRecord, skippedRecord } from './readers/raw-record.ts';
import { createSidecarLibrary, type Sidecar, type SidecarLibrary } from './sidecar.ts';

/** Longer texts are whole papers or broken files, not abstracts. */
const LONGEST_ABSTRACT = 50_000;

export interface PaperFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read of the file, and its size. */
  readonly onBytes?: BytesListener | undefined;
  /** Shares the metadata beside the papers among the files of a folder, and their warnings come once. */
  readonly sidecars?: SidecarLibrary | undefined;
}

export interface PaperFile {
  /** Absolute path. */
  readonly file: string;
  readonly format: PaperFormat;
  /** Cleaned records, and a warning for each record that was left out, in the order of the file. May throw like openPaperFile. */
  readonly records: AsyncGenerator<PaperRecord | InputWarning, void, void>;
}

const READERS: Readonly<Record<PaperFormat, PaperReader>> = {
  'daily-papers': readDailyPapers,
  'abstract-list': readAbstractList,
  'json-lines': readJsonLines,
  json: readJson,
  bibtex: readBibtex,
  delimited: readDelimited,
  'arxiv-atom': readArxivAtom,
};

export function isInputWarning(item: PaperRecord | InputWarning | RawItem): item is InputWarning {
  return 'message' in item;
}

/**
 * Opens a file of papers, whose format is told by its content. Records come cleaned, completed from the sidecars in the file's
 * folder, and titled. Throws InputError, naming file and line and what was expected, for a file that is missing, may not be
 * read, is no text, is empty or of no known form, or breaks off; InterruptedError when the signal is aborted.
 */
export async function openPaperFile(path: string, options: PaperFileOptions = {}): Promise<PaperFile> {
  const file = resolve(path);
  const form = await formOfFile(file, options.signal);
  if (form.kind !== 'papers') throw notPapers(file, form);
  return { file, format: form.format, records: readRecords(file, form.format, options) };
}

function notPapers(file: string, form: Exclude<FileForm, { kind: 'papers' }>): InputError {
  switch (form.kind) {
    case 'sidecar':
      return new InputError(
        `${file} holds titles and ids without abstracts, which go with the papers beside them`,
        {
          remedy: 'Name the folder, or the files of papers in it; the metadata are found by themselves.',
        },
      );
    case 'unknown':
      return new InputError(
        form.line === null ? `${file} ${form.message}` : `${file}:${form.line}: ${form.message}`,
        {
          remedy: `ibid reads ${PAPER_FORMATS}.`,
        },
      );
  }
}

async function* readRecords(
  file: string,
  format: PaperFormat,
  options: PaperFileOptions,
): AsyncGenerator<PaperRecord | InputWarning, void, void> {
  const library = options.sidecars ?? createSidecarLibrary();
  const { sidecar, warnings } = await library.of(dirname(file), options.signal);
  yield* warnings;
  for await (const item of READERS[format](file, readBytes(file, options))) {
    yield isInputWarning(item) ? item : finishRecord(file, item, sidecar);
  }
}

function finishRecord(file: string, record: RawRecord, sidecar: Sidecar): PaperRecord | InputWarning {
  if ((record.abstract?.length ?? 0) > LONGEST_ABSTRACT) {
    const message = `the abstract has ${record.abstract?.length} characters; at most ${LONGEST_ABSTRACT} are taken for one`;
    return skippedRecord(file, record.line, message);
  }
  const abstract = cleanText(record.abstract ?? '');
  const title = cleanText((record.title ?? '').slice(0, LONGEST_ABSTRACT));
  if (abstract === '') {
    const which = title === '' ? 'a record' : `"${title.slice(0, 80)}"`;
    return skippedRecord(file, record.line, `${which} has no abstract, and nothing can be quoted from it`);
  }
  const filled = sidecar.fill({
    title: title === '' ? null : title,
    abstract,
    authors: record.authors.map(cleanText).filter((name) => name !== ''),
    year: record.year,
    venue: record.venue === null ? null : cleanText(record.venue) || null,
    arxivId: record.arxivId,
    doi: record.doi,
  });
  return {
    ...filled,
    title: filled.title ?? deriveTitle(abstract),
    titleDerived: filled.title === null,
    url: webAddress(record.url),
    externalId: record.externalId,
    source: { file, line: record.line, raw: record.raw },
  };
}

/** Only what a reader can follow safely is a link. */
function webAddress(url: string | null): string | null {
  const trimmed = url?.trim() ?? '';
  return /^https?:\/\/[^\s<>"'\\]+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}
