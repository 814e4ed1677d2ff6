import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { firstArxivId, normalizeDoi } from '../identifiers.ts';
import type { InputWarning } from '../input-warning.ts';
import { splitAuthors } from './json-record.ts';
import { decodeText, LONGEST_LINE } from './lines.ts';
import { NO_FIELDS, type PaperReader, type RawItem, skippedRecord, yearIn } from './raw-record.ts';

type Column = 'title' | 'abstract' | 'authors' | 'year' | 'venue' | 'arxivId' | 'doi' | 'url' | 'id';

/** What the columns are called by Zotero, Scopus, Web of Science, Semantic Scholar and people, folded. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  title: ['title', 'article title', 'document title', 'paper title'],
  abstract: ['abstract', 'abstract note', 'summary', 'text', 'paper abstract'],
  authors: ['authors', 'author', 'author s', 'creators', 'author full names'],
  year: ['year', 'publication year', 'pub year', 'date', 'published', 'publication date', 'py'],
  venue: [
    'venue',
    'journal',
    'booktitle',
    'publication title',
    'source title',
    'conference',
    'conference name',
  ],
  arxivId: ['arxiv id', 'arxiv', 'arxivid', 'eprint'],
  doi: ['doi', 'digital object identifier'],
  url: ['url', 'link', 'links'],
  id: ['id', 'key', 'paperid', 'paper id'],
};

interface TableShape {
  readonly delimiter: '\t' | ',' | ';' | '|';
  readonly columns: ReadonlyMap<Column, number>;
  readonly width: number;
}

/** Delimiter and known columns of a header row, or null when it has not two of them. */
export function tableShape(head: string): TableShape | null {
  const header = head.trimStart().split(/\r?\n/, 1)[0] ?? '';
  for (const delimiter of ['\t', ',', ';', '|'] as const) {
    const names = header.split(delimiter).map((name) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim(),
    );
    const columns = new Map<Column, number>();
    for (const [column, known] of Object.entries(COLUMN_NAMES) as [Column, readonly string[]][]) {
      const at = known.map((name) => names.indexOf(name)).find((index) => index !== -1);
      if (at !== undefined) columns.set(column, at);
    }
    if (columns.size >= 2) return { delimiter, columns, width: names.length };
  }
  return null;
}

interface Row {
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
}

/** CSV and TSV with a header row; a row that does not fit it is a problem of its own. */
export const readDelimited: PaperReader = async function* (file, chunks) {
  const pieces = decodeText(file, chunks);
  const first = await pieces.next();
  const head = first.done === true ? '' : first.value;
  const shape = tableShape(head);
  if (shape === null) return;
  let isHeader = true;
  for await (const row of readRows(file, shape.delimiter, head, pieces)) {
    if ('message' in row) yield row;
    else if (isHeader) isHeader = false;
    else yield recordOf(file, row, shape);
  }
};

async function* readRows(
  file: string,
  delimiter: string,
  head: string,
  rest: AsyncIterable<string>,
): AsyncGenerator<Row | InputWarning, void, void> {
  const broken: InputWarning[] = [];
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    // A quote within an unquoted cell is text ("5\" screens").
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_LINE,
    on_skip: (error) => {
      broken.push(brokenRow(file, error));
      return undefined;
    },
  });
  const all = async function* () {
    yield head;
    yield* rest;
  };
  pipeline(Readable.from(all()), parser, () => {});
  let line = 1;
  try {
    for await (const item of parser) {
      yield* broken.splice(0);
      const { record, info, raw } = rowSchema.parse(item);
      yield { line, raw: raw.trimEnd(), cells: record };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    broken.push(brokenRow(file, error));
  }
  yield* broken;
}

/** What csv-parse gives with `info` and `raw`; `lines` counts up to the row's end. */
const rowSchema = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.number() }),
  raw: z.string(),
});

function brokenRow(file: string, error: unknown): InputWarning {
  const line: unknown = error instanceof Error ? Reflect.get(error, 'lines') : null;
  const reason = error instanceof Error ? error.message : 'the row cannot be read';
  return skippedRecord(
    file,
    typeof line === 'number' ? line : null,
    `${reason}; expected a row as wide as the header`,
  );
}

function recordOf(file: string, { line, raw, cells }: Row, shape: TableShape): RawItem {
  if (cells.length !== shape.width) {
    const message = `the row has ${cells.length} columns, where the header has ${shape.width}; a cell with a separator or line break must be quoted`;
    return skippedRecord(file, line, message);
  }
  const cell = (column: Column): string | null => {
    const at = shape.columns.get(column);
    const value = at === undefined ? '' : (cells[at] ?? '').trim();
    return value === '' ? null : value;
  };
  return {
    ...NO_FIELDS,
    line,
    raw,
    title: cell('title'),
    abstract: cell('abstract'),
    authors: splitAuthors(cell('authors') ?? ''),
    year: yearIn(cell('year')),
    venue: cell('venue'),
    arxivId: firstArxivId([cell('arxivId'), cell('id'), cell('url'), cell('doi')]),
    doi: normalizeDoi(cell('doi') ?? ''),
    url: cell('url'),
    externalId: cell('id'),
  };
}
