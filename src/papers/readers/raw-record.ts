import type { InputWarning } from '../input-warning.ts';

/** A record as its format tells it, before cleaning. */
export interface RawRecord {
  /** 1-based line on which it begins. */
  readonly line: number;
  /** The record's text as it stands in the file. */
  readonly raw: string;
  readonly title: string | null;
  readonly abstract: string | null;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly venue: string | null;
  readonly arxivId: string | null;
  readonly doi: string | null;
  readonly url: string | null;
  readonly externalId: string | null;
}

export type RawItem = RawRecord | InputWarning;

/** Reads one format. `chunks` is the file's text as UTF-8 bytes. */
export type PaperReader = (
  file: string,
  chunks: AsyncIterable<Buffer>,
) => AsyncGenerator<RawItem, void, void>;

export const NO_FIELDS: Omit<RawRecord, 'line' | 'raw'> = {
  title: null,
  abstract: null,
  authors: [],
  year: null,
  venue: null,
  arxivId: null,
  doi: null,
  url: null,
  externalId: null,
};

/** A record that was left out, and why. */
export function skippedRecord(file: string, line: number | null, message: string): InputWarning {
  return { file, line, message, skipped: 1 };
}

/** The first four-digit year in a date, as it stands in most of them; null when there is none. */
export function yearIn(text: string | number | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const match = /(?<!\d)(1[89]\d\d|20\d\d)(?!\d)/.exec(String(text));
  return match === null ? null : Number(match[1]);
}
