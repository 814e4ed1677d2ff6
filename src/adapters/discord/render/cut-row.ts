import { safeEnd } from './cut-text.ts';
import { guardLineStart } from './escape-text.ts';
import { rowMarkdown, type Span, type TextRow } from './rows.ts';

/** A sentence end is preferred to fuller use of the room when it leaves at most this share of it empty. */
const WORTH_A_SENTENCE = 0.5;
const SENTENCE_END = /[.?!…]["')\]’”]*\s$/u;
const WORD = /\s*\S+\s*|\s+/gu;
const BOLD_SIGNS = '****'.length;

/** A place between two characters of a row. */
interface Place {
  readonly span: number;
  readonly offset: number;
}

export interface CutRow {
  /** Null when nothing fits. */
  readonly first: TextRow | null;
  /** A row that can stand at the beginning of a message; null when nothing is left. */
  readonly rest: TextRow | null;
}

/**
 * The row in two, of which the first fits into `room`: cut behind a sentence, else behind a word, and with `tearing` else
 * anywhere but within an escape, a character or a whole span. Bold is closed and opened again.
 */
export function cutRow(row: TextRow, { room, tearing }: { room: number; tearing: boolean }): CutRow {
  if (rowMarkdown(row).length <= room) return { first: row, rest: null };
  const place = lastWordEnd(row, room) ?? (tearing ? withinFirstWord(row, room) : null);
  if (place === null) return { first: null, rest: row };
  const { span, offset } = place;
  const torn = row.spans.slice(span, span + 1);
  const before = torn.map(({ kind, markdown }) => ({ kind, markdown: markdown.slice(0, offset).trimEnd() }));
  const after = torn.map(({ kind, markdown }) => ({ kind, markdown: markdown.slice(offset).trimStart() }));
  return {
    first: { ...row, spans: [...row.spans.slice(0, span), ...before] },
    rest: restOf(row, [...after, ...row.spans.slice(span + 1)]),
  };
}

/** Behind the last sentence that fits, or the last word where that would leave too much room empty; null when no word fits. */
function lastWordEnd({ prefix, spans }: TextRow, room: number): Place | null {
  let length = prefix.length;
  let word: Place | null = null;
  let sentence: Place | null = null;
  for (const [span, { kind, markdown }] of spans.entries()) {
    if (kind === 'bold') length += BOLD_SIGNS;
    for (const end of wordEnds(spans[span])) {
      const said = markdown.slice(0, end);
      if (length + said.trimEnd().length > room) return sentence ?? word;
      word = { span, offset: end };
      // What cannot be torn stays with the sentence before it: a marker belongs to what it is cited for.
      const goesOn = end < markdown.length || spans[span + 1]?.kind !== 'whole';
      if (goesOn && length + end > room * WORTH_A_SENTENCE && SENTENCE_END.test(said.slice(-8)))
        sentence = word;
    }
    length += markdown.length;
  }
  return sentence ?? word;
}

function* wordEnds(span: Span | undefined): Generator<number> {
  if (span === undefined || span.markdown === '') return;
  if (span.kind === 'whole') yield span.markdown.length;
  else for (const { index, 0: word } of span.markdown.matchAll(WORD)) yield index + word.length;
}

/** The first word alone is longer than the room. */
function withinFirstWord({ prefix, spans }: TextRow, room: number): Place | null {
  const span = spans.findIndex(({ markdown }) => markdown !== '');
  const first = spans[span];
  if (first === undefined || first.kind === 'whole') return null;
  const free = room - prefix.length - (first.kind === 'bold' ? BOLD_SIGNS : 0);
  const offset = free <= 0 ? 0 : safeEnd(first.markdown, free);
  return offset === 0 ? null : { span, offset };
}

function restOf(row: TextRow, spans: readonly Span[]): TextRow | null {
  const [first, ...others] = spans.filter(({ markdown }) => markdown !== '');
  if (first === undefined) return null;
  const rest = [{ ...first, markdown: guardLineStart(first.markdown.trimStart()) }, ...others];
  if (rowMarkdown({ prefix: '', spans: rest }) === '') return null;
  // A second bullet would look like a second item.
  return { ...row, prefix: row.prefix === '- ' ? '' : row.prefix, spans: rest, apart: false };
}
