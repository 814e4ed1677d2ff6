import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { foldForComparison } from '../text/fold.ts';
import { cleanText } from './cleaning.ts';
import { normalizeDoi, parseArxivId } from './identifiers.ts';
import type { InputWarning } from './input-warning.ts';
import type { Bibliography } from './paper.ts';
import { asInputError, readBytes } from './readers/file-bytes.ts';
import { requireLines } from './readers/lines.ts';

/** Larger tables are no sidecars. */
const LARGEST_SIDECAR = 64 * 1024 * 1024;
const COLUMNS = ['abstract_starts_with', 'title', 'arxiv_id', 'year', 'authors', 'venue', 'doi'] as const;
type Column = (typeof COLUMNS)[number];

/** A row: what is known of a paper, found by its id, title or first words. */
interface SidecarRow extends Omit<Bibliography, 'url'> {
  readonly startsWith: string | null;
  readonly title: string | null;
}

/** What a sidecar can fill in. A title of null is one that the source does not give. */
type Fillable = Omit<Bibliography, 'url'> & {
  readonly title: string | null;
  readonly abstract: string;
};

/** Metadata beside the papers of one folder. */
export interface Sidecar {
  /** The same record with what it lacks, as far as a row matches by arXiv id, DOI, title or the abstract's first words. */
  fill<Entry extends Fillable>(entry: Entry): Entry;
}

interface LoadedSidecar {
  readonly sidecar: Sidecar;
  /** Rows that could not be used. */
  readonly warnings: readonly InputWarning[];
}

/** The column names of a header row, when it is a sidecar's: tab-separated, with titles or first words, without abstracts. */
export function sidecarColumns(head: string): readonly string[] | null {
  const names = (head.split(/\r?\n/, 1)[0] ?? '').split('\t').map((name) => name.trim().toLowerCase());
  const isSidecar =
    names.includes('title') &&
    !names.includes('abstract') &&
    COLUMNS.some((column) => column !== 'title' && names.includes(column));
  return isSidecar ? names : null;
}

/** Reads every sidecar in a folder (the .tsv files whose header row is a sidecar's), by name. */
async function loadSidecar(folder: string, signal?: AbortSignal): Promise<LoadedSidecar> {
  const rows: SidecarRow[] = [];
  const warnings: InputWarning[] = [];
  for (const name of await tableNames(folder)) {
    const file = join(folder, name);
    try {
      if ((await stat(file)).size > LARGEST_SIDECAR) continue;
      await readSidecar(file, rows, warnings, signal);
    } catch (error) {
      const failure = asInputError(file, error);
      if (failure.name === 'InterruptedError') throw failure;
      warnings.push({
        file,
        line: null,
        message: `${failure.message}; its metadata are not used`,
        skipped: 0,
      });
    }
  }
  return { sidecar: createSidecar(rows), warnings };
}

async function tableNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const tables = entries.filter((entry) => !entry.isDirectory() && /^[^.].*\.tsv$/i.test(entry.name));
    return tables.map((entry) => entry.name).sort();
  } catch {
    // The papers' own file says what is wrong with its folder.
    return [];
  }
}

async function readSidecar(
  file: string,
  rows: SidecarRow[],
  warnings: InputWarning[],
  signal: AbortSignal | undefined,
): Promise<void> {
  let columns: readonly string[] | null = null;
  const seen = new Map<string, number>();
  for await (const { number, text } of requireLines(file, readBytes(file, { signal }))) {
    if (columns === null) {
      columns = sidecarColumns(text);
      if (columns === null) return;
      continue;
    }
    if (text.trim() === '') continue;
    const warn = (message: string): void => {
      warnings.push({ file, line: number, message, skipped: 0 });
    };
    const cells = text.split('\t');
    if (cells.length !== columns.length) {
      warn(`the row has ${cells.length} columns, where the header has ${columns.length}; it is not used`);
      continue;
    }
    const row = sidecarRow(columns, cells, warn);
    const key = row.startsWith ?? row.arxivId ?? row.doi ?? `${row.title}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) warn(`the row is of the same paper as line ${earlier}; it is not used`);
    else {
      seen.set(key, number);
      rows.push(row);
    }
  }
}

function sidecarRow(
  columns: readonly string[],
  cells: readonly string[],
  warn: (message: string) => void,
): SidecarRow {
  const cell = (column: Column): string | null => {
    const value = cells[columns.indexOf(column)]?.trim() ?? '';
    return value === '' ? null : cleanText(value);
  };
  const parsed = <Value>(
    column: Column,
    parse: (text: string) => Value | null,
    expected: string,
  ): Value | null => {
    const value = cell(column);
    const result = value === null ? null : parse(value);
    if (value !== null && result === null)
      warn(`"${value}" in column ${column} is not used: expected ${expected}`);
    return result;
  };
  return {
    startsWith: cell('abstract_starts_with'),
    title: cell('title'),
    arxivId: parsed('arxiv_id', parseArxivId, 'an arXiv id such as 2503.14487'),
    year: parsed('year', (text) => (/^\d{4}$/.test(text) ? Number(text) : null), 'a year such as 2025'),
    authors: (cell('authors') ?? '')
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    venue: cell('venue'),
    doi: parsed('doi', normalizeDoi, 'a DOI such as 10.18653/v1/2024.emnlp-main.364'),
  };
}

function createSidecar(rows: readonly SidecarRow[]): Sidecar {
  const byKey = new Map<string, SidecarRow[]>();
  const prefixLengths = new Set<number>();
  const add = (key: string | null, row: SidecarRow): void => {
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  };
  for (const row of rows) {
    add(row.arxivId && `arxiv ${row.arxivId}`, row);
    add(row.doi && `doi ${row.doi}`, row);
    add(row.title && `title ${foldForComparison(row.title)}`, row);
    if (row.startsWith !== null) {
      const words = foldForComparison(row.startsWith).split(' ');
      prefixLengths.add(words.length);
      add(`words ${words.join(' ')}`, row);
    }
  }
  const keysOf = (entry: Fillable): string[] => {
    const keys: string[] = [];
    if (entry.arxivId !== null) keys.push(`arxiv ${entry.arxivId}`);
    if (entry.doi !== null) keys.push(`doi ${entry.doi}`);
    if (entry.title !== null) keys.push(`title ${foldForComparison(entry.title)}`);
    if (prefixLengths.size > 0) {
      // Enough of the abstract for the longest prefix, not all of it.
      const words = foldForComparison(entry.abstract.slice(0, 2000)).split(' ');
      for (const length of prefixLengths) keys.push(`words ${words.slice(0, length).join(' ')}`);
    }
    return keys;
  };
  return {
    fill(entry) {
      if (byKey.size === 0) return entry;
      let filled = entry;
      // What the first words found (a title and an id) leads to a second row with the rest.
      for (let round = 0; round < 2; round += 1) {
        for (const key of keysOf(filled)) {
          for (const row of byKey.get(key) ?? [])
            if (isSamePaper(filled, row)) filled = completed(filled, row);
        }
      }
      return filled;
    },
  };
}

/** Two ids that differ are of two papers, whatever their titles. */
function isSamePaper(entry: Fillable, row: SidecarRow): boolean {
  if (entry.arxivId !== null && row.arxivId !== null) return entry.arxivId === row.arxivId;
  return entry.doi === null || row.doi === null || entry.doi === row.doi;
}

function completed<Entry extends Fillable>(entry: Entry, row: SidecarRow): Entry {
  return {
    ...entry,
    title: entry.title ?? row.title,
    authors: entry.authors.length > 0 ? entry.authors : row.authors,
    year: entry.year ?? row.year,
    venue: entry.venue ?? row.venue,
    arxivId: entry.arxivId ?? row.arxivId,
    doi: entry.doi ?? row.doi,
  };
}

/** Sidecars by folder, each read once; `warnings` come with the first request for a folder only. */
export interface SidecarLibrary {
  of(folder: string, signal?: AbortSignal): Promise<LoadedSidecar>;
}

export function createSidecarLibrary(): SidecarLibrary {
  const loaded = new Map<string, Promise<LoadedSidecar>>();
  return {
    async of(folder, signal) {
      const known = loaded.get(folder);
      if (known !== undefined) return { sidecar: (await known).sidecar, warnings: [] };
      const loading = loadSidecar(folder, signal);
      loaded.set(folder, loading);
      try {
        return await loading;
      } catch (error) {
        loaded.delete(folder);
        throw error;
      }
    },
  };
}
