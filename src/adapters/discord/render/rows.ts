import { cleanLine } from './clean-text.ts';
import { escapeText } from './escape-text.ts';

/** A piece of a line, in Discord's markdown. `whole` is never torn: a marker, a link. */
export interface Span {
  readonly kind: 'text' | 'bold' | 'whole';
  readonly markdown: string;
}

/** A line of text that may be cut at sentences and words. */
export interface TextRow {
  readonly kind: 'text';
  /** What makes it a quote, small print or an item of a list. */
  readonly prefix: '' | '> ' | '-# ' | '- ';
  readonly spans: readonly Span[];
  /** An empty line stands above it. */
  readonly apart: boolean;
}

/** A line of a code block; neighbours with the same `head` share one block, and the head begins every block. */
export interface CodeRow {
  readonly kind: 'code';
  readonly text: string;
  readonly head: readonly string[];
  readonly apart: boolean;
}

export type Row = TextRow | CodeRow;

/** Rows that stay in one message where they can. */
export type Block = readonly Row[];

const LANGUAGE = 'text';
const FENCE = '```';

/** Text that is not ours, on one line, inert. */
export function theirs(text: string): Span {
  return { kind: 'text', markdown: escapeText(cleanLine(text)) };
}

export function theirsBold(text: string): Span {
  return { kind: 'bold', markdown: escapeText(cleanLine(text)) };
}

/** The program's own words, as markdown. */
export function ours(markdown: string): Span {
  return { kind: 'text', markdown };
}

export function oursBold(markdown: string): Span {
  return { kind: 'bold', markdown };
}

export function whole(markdown: string): Span {
  return { kind: 'whole', markdown };
}

export function row(
  spans: readonly Span[],
  { prefix = '', apart = true }: { readonly prefix?: TextRow['prefix']; readonly apart?: boolean } = {},
): TextRow {
  return { kind: 'text', prefix, spans, apart };
}

/** A line of small print. */
export function small(...spans: readonly Span[]): TextRow {
  return row(spans, { prefix: '-# ' });
}

/** `[1]` */
export function markerOf(marker: number): Span {
  return whole(`[${marker}]`);
}

export function rowMarkdown({ prefix, spans }: Pick<TextRow, 'prefix' | 'spans'>): string {
  const text = spans
    .map(({ kind, markdown }) => (kind === 'bold' && markdown !== '' ? `**${markdown}**` : markdown))
    .join('');
  return `${prefix}${text}`.trimEnd();
}

/** The rows as the content of one message. */
export function rowsMarkdown(rows: readonly Row[]): string {
  let text = '';
  let open: readonly string[] | null = null;
  for (const next of rows) {
    if (next.kind === 'code' && next.head === open) {
      text += `\n${next.text}`;
      continue;
    }
    if (open !== null) text += `\n${FENCE}`;
    if (text !== '') text += next.apart ? '\n\n' : '\n';
    text +=
      next.kind === 'code' ? [`${FENCE}${LANGUAGE}`, ...next.head, next.text].join('\n') : rowMarkdown(next);
    open = next.kind === 'code' ? next.head : null;
  }
  return open === null ? text : `${text}\n${FENCE}`;
}
