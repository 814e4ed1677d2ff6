import { sidecarColumns } from '../sidecar.ts';
import { isAbstractList } from './abstract-list.ts';
import { isAtomFeed } from './arxiv-atom.ts';
import { isBibtex } from './bibtex.ts';
import { isDailyPapers } from './daily-papers.ts';
import { tableShape } from './delimited.ts';
import { readBytes } from './file-bytes.ts';
import { countNewlines, linesBeforeFault } from './lines.ts';

export type PaperFormat =
  | 'daily-papers'
  | 'abstract-list'
  | 'json-lines'
  | 'json'
  | 'bibtex'
  | 'delimited'
  | 'arxiv-atom';

/** For messages. */
export const PAPER_FORMATS =
  'saved "Daily Papers" pages, lists of "Abstract:" lines, JSONL and JSON (arXiv, Semantic Scholar and BEIR field names), BibTeX, ' +
  "CSV and TSV with a header row (title, abstract, …) and arXiv's Atom XML";

/** What a file holds, by its content. */
export type FileForm =
  | { readonly kind: 'papers'; readonly format: PaperFormat }
  | { readonly kind: 'sidecar' }
  | {
      readonly kind: 'unknown';
      readonly line: number | null;
      /** What was found instead: to stand behind the file's name. */
      readonly message: string;
    };

/** How much of a file its form is told by. */
const HEAD_SIZE = 256 * 1024;

/** Reads the beginning of a file and tells its form. Throws InputError when it cannot be read. */
export async function formOfFile(file: string, signal?: AbortSignal): Promise<FileForm> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of readBytes(file, { signal })) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_SIZE) break;
  }
  return formOfHead(Buffer.concat(pieces), file);
}

/** The form by the first bytes of the text; the name counts only between JSON's two kinds. */
function formOfHead(head: Buffer, name: string): FileForm {
  const magic = MAGIC.find(({ bytes }) => head.subarray(0, bytes.length).toString('latin1') === bytes);
  if (magic !== undefined) return unknown(null, `is ${magic.what}, where text was expected`);
  const zero = head.indexOf(0);
  if (zero !== -1) {
    return unknown(
      1 + countNewlines(head.subarray(0, zero).toString('latin1')),
      'a NUL byte, where text was expected',
    );
  }
  const text = decodeHead(head);
  if (text === null) {
    const line = 1 + linesBeforeFault(head, true);
    return unknown(line, 'the line is not UTF-8 text (Latin-1 or another old encoding?)');
  }
  if (text.trim() === '')
    return unknown(null, head.length === 0 ? 'is empty' : 'holds nothing but white space');
  const format = formatOfText(text, name);
  if (format !== null) return { kind: 'papers', format };
  if (sidecarColumns(text) !== null) return { kind: 'sidecar' };
  return unknown(null, describeUnknown(text));
}

const MAGIC = [
  { bytes: '%PDF-', what: 'a PDF' },
  { bytes: 'PK\u0003\u0004', what: 'a zip archive (or an office document)' },
  { bytes: '\u0089PNG', what: 'a picture' },
  { bytes: '\u00ff\u00d8\u00ff', what: 'a picture' },
  { bytes: '\u001f\u008b', what: 'a gzip file within a gzip file' },
];

function unknown(line: number | null, message: string): FileForm {
  return { kind: 'unknown', line, message };
}

/** The text, without a last character that the end of the head may have cut; null when it is not UTF-8. */
function decodeHead(head: Buffer): string | null {
  for (let cut = 0; cut <= (head.length >= HEAD_SIZE ? 3 : 0); cut += 1) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
    } catch {
      // Perhaps the cut went through a character.
    }
  }
  return null;
}

function formatOfText(text: string, name: string): PaperFormat | null {
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return jsonKind(start, name);
  if (isDailyPapers(text)) return 'daily-papers';
  if (isAbstractList(text)) return 'abstract-list';
  if (isBibtex(text)) return 'bibtex';
  if (isAtomFeed(text)) return 'arxiv-atom';
  const shape = tableShape(text);
  return shape?.columns.has('abstract') === true ? 'delimited' : null;
}

/** JSONL or JSON: by whether the first lines are objects of their own. Neither, when no field of a paper is in sight. */
function jsonKind(text: string, name: string): PaperFormat | null {
  const hasFields = /"(?:title|abstract|text|paperAbstract|summary)"\s*:/.test(text);
  if (text.startsWith('[')) return hasFields || /^\[\s*\]\s*$/.test(text) ? 'json' : null;
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return hasFields ? 'json-lines' : null;
  if (!hasFields) return null;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = lines.filter((line) => line.startsWith('{') && isObject(line)).length;
  if (lines.length === 1) return whole === 1 && !holdsRecords(lines[0] ?? '') ? 'json-lines' : 'json';
  return whole * 2 >= lines.length || (isObject(lines[0] ?? '') && lines[1]?.startsWith('{') === true)
    ? 'json-lines'
    : 'json';
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Whether an object is around records and not one itself. */
function holdsRecords(line: string): boolean {
  const value: unknown = JSON.parse(line);
  return (
    typeof value === 'object' &&
    value !== null &&
    !('title' in value || 'abstract' in value || 'text' in value)
  );
}

function describeUnknown(text: string): string {
  const line = (text.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '').trim();
  const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line;
  return `is of no form that is known; it begins with "${shown.replace(/\p{C}/gu, '')}"`;
}
