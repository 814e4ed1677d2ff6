import { parse } from '@retorquere/bibtex-parser';
import { firstArxivId, normalizeDoi, parseArxivId } from '../identifiers.ts';
import { LONGEST_LINE, requireLines } from './lines.ts';
import { NO_FIELDS, type PaperReader, type RawItem, skippedRecord, yearIn } from './raw-record.ts';

const ENTRY_START = /^\s*@([A-Za-z]+)\s*[{(]/;
const NO_PAPERS = new Set(['comment', 'preamble', 'string', 'control']);
const EXPECTED = 'expected an entry such as @article{key, title = {…}, abstract = {…}}';

/** Whether a text is BibTeX: the first line that is no comment begins an entry. */
export function isBibtex(head: string): boolean {
  const line = head.split(/\r?\n/).find((candidate) => candidate.trim() !== '' && !/^\s*%/.test(candidate));
  return line !== undefined && ENTRY_START.test(line);
}

/**
 * BibTeX, entry by entry, so that a broken entry costs only itself and a file of any size is read in bounded memory.
 * `@string` abbreviations hold for the entries after them.
 */
export const readBibtex: PaperReader = async function* (file, chunks) {
  let strings = '';
  for await (const entry of splitEntries(file, chunks)) {
    if (entry.fault !== null) yield skippedRecord(file, entry.line, `${entry.fault}; ${EXPECTED}`);
    else if (entry.type === 'string') strings += `${entry.raw}\n`;
    else if (!NO_PAPERS.has(entry.type)) yield parseEntry(file, entry, strings);
  }
};

interface EntryText {
  readonly line: number;
  readonly type: string;
  readonly raw: string;
  readonly fault: string | null;
}

async function* splitEntries(
  file: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<EntryText, void, void> {
  let lines: string[] = [];
  let start = 0;
  let type = '';
  let depth = 0;
  let length = 0;
  const unclosed = (): EntryText => ({
    line: start,
    type,
    raw: lines.join('\n'),
    fault: 'the entry that begins here is not closed (a brace is missing)',
  });
  for await (const { number, text } of requireLines(file, chunks)) {
    const begins = ENTRY_START.exec(text);
    if (begins !== null && lines.length > 0 && /^@/.test(text)) {
      yield unclosed();
      lines = [];
    }
    if (lines.length === 0) {
      if (begins === null) continue;
      start = number;
      type = (begins[1] ?? '').toLowerCase();
      depth = 0;
      length = 0;
    }
    lines.push(text);
    length += text.length;
    depth += braceBalance(text);
    if (depth <= 0 || length > LONGEST_LINE) {
      const fault = length > LONGEST_LINE ? 'the entry is longer than any paper' : null;
      yield { line: start, type, raw: lines.join('\n'), fault };
      lines = [];
    }
  }
  if (lines.length > 0) yield unclosed();
}

/** Opening less closing brackets; an entry in parentheses counts only the pair around it. */
function braceBalance(text: string): number {
  let balance = 0;
  const entry = /^\s*@[A-Za-z]+\s*\(/.test(text) ? 1 : 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '{') balance += 1;
    else if (text[i] === '}') balance -= 1;
  }
  return balance + entry - (/^\s*\)\s*$/.test(text) || (entry === 1 && /\)\s*$/.test(text)) ? 1 : 0);
}

function parseEntry(file: string, entry: EntryText, strings: string): RawItem {
  try {
    const library = parse(strings + entry.raw, { raw: true, english: false, sentenceCase: false });
    const [parsed] = library.entries;
    if (parsed === undefined) {
      const reason = library.errors[0]?.error ?? 'no entry was found';
      return skippedRecord(file, entry.line, `${firstLine(reason)}; ${EXPECTED}`);
    }
    const field = (name: string): string | null => {
      const value: unknown = Reflect.get(parsed.fields, name);
      return typeof value === 'string' && value.trim() !== '' ? withoutProtection(value.trim()) : null;
    };
    const eprint = field('eprint');
    const isArxivEprint = /arxiv/i.test(field('archiveprefix') ?? field('eprinttype') ?? 'arxiv');
    return {
      ...NO_FIELDS,
      line: entry.line,
      raw: entry.raw,
      title: field('title'),
      abstract: field('abstract'),
      authors: (parsed.fields.author ?? [])
        .map(creatorName)
        .filter((name) => name !== '' && name !== 'others'),
      year: yearIn(field('year') ?? field('date')),
      venue: field('booktitle') ?? publishedIn(field('journal') ?? field('journaltitle')),
      arxivId: firstArxivId([
        isArxivEprint ? eprint : null,
        field('url'),
        field('doi'),
        arxivIn(field('journal')),
        parsed.key,
      ]),
      doi: normalizeDoi(field('doi') ?? ''),
      url: field('url'),
      externalId: parsed.key,
    };
  } catch (error) {
    return skippedRecord(
      file,
      entry.line,
      `${firstLine(String(error instanceof Error ? error.message : error))}; ${EXPECTED}`,
    );
  }
}

function creatorName(creator: {
  name?: string;
  firstName?: string;
  prefix?: string;
  lastName?: string;
  suffix?: string;
}): string {
  const { name, firstName, prefix, lastName, suffix } = creator;
  const parts = [firstName, prefix, lastName, suffix].filter((part) => part !== undefined && part !== '');
  return withoutProtection(name ?? parts.join(' '));
}

/** Braces that only keep capitals ("{BERT}: …") or wrap a whole field; those of macros' arguments stay. */
function withoutProtection(value: string): string {
  let text = value;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/(?<!\\[A-Za-z]*\*?|[}\]^_]|\\[^A-Za-z])\{([^{}\\][^{}]*)?\}/g, '$1');
  }
  return text;
}

/** "arXiv preprint arXiv:2503.14487" names an id and no venue. */
function arxivIn(journal: string | null): string | null {
  return journal === null ? null : (/arxiv:\s*(\S+)/i.exec(journal)?.[1] ?? null);
}

function publishedIn(journal: string | null): string | null {
  return journal !== null && (/^arxiv preprint/i.test(journal) || parseArxivId(journal) !== null)
    ? null
    : journal;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 200);
}
