import { safeEnd } from './cut-text.ts';
import { guardLineStart } from './escape-text.ts';
import { rowMarkdown, type Span, type TextRow } from './rows.ts';

/** A sentence end is preferred to fuller use of the room when it leaves at most this share of it empty. */
const WORTH_A_SENTENCE = 0.5;
const SENTENCE_END = /[.?!…]["')\]’”]*\s$/u;
const BOLD_SIGNS = '****'.length;

/**
 * The row in two: as much of it as fits into `room`, cut behind a sentence, else behind a word, else anywhere but within an escape, a
 * character or a whole span; and the rest, as a row that can stand at the beginning of a message. Bold is closed and opened
 * again. The first is null when nothing fits.
 */
export function cutRow(row: TextRow, room: number): readonly [TextRow | null, TextRow | null] {
  if (rowMarkdown(row).length <= room) return [row, null];
  const pieces = row.spans.flatMap(wordsOf);
  let length = row.prefix.length;
  let fitting = 0;
  let sentence = 0;
  for (const [place, piece] of pieces.entries()) {
    const shown = piece.markdown.trimEnd().length + (piece.kind === 'bold' ? closing(pieces, place) : 0);
    if (length + shown > room) break;
    length += piece.markdown.length + (piece.kind === 'bold' ? closing(pieces, place) : 0);
    fitting = place + 1;
    // What cannot be torn stays with the sentence before it: a marker belongs to what it is cited for.
    if (
      pieces[place + 1]?.kind !== 'whole' &&
      SENTENCE_END.test(piece.markdown) &&
      length > room * WORTH_A_SENTENCE
    )
      sentence = fitting;
  }
  const end = sentence > 0 ? sentence : fitting;
  if (end > 0) return [part(row, pieces.slice(0, end)), rest(row, pieces.slice(end))];
  return cutWord(row, pieces, room);
}

/** The first word alone is longer than the room. */
function cutWord(
  row: TextRow,
  [first, ...others]: readonly Span[],
  room: number,
): readonly [TextRow | null, TextRow | null] {
  const signs = row.prefix.length + (first?.kind === 'bold' ? BOLD_SIGNS : 0);
  if (first === undefined || first.kind === 'whole' || room <= signs) return [null, row];
  const end = safeEnd(first.markdown, room - signs);
  if (end === 0) return [null, row];
  const left = { ...first, markdown: first.markdown.slice(0, end) };
  const right = { ...first, markdown: first.markdown.slice(end) };
  return [part(row, [left]), rest(row, [right, ...others])];
}

/** The signs of a run of bold words are counted with its first. */
function closing(pieces: readonly Span[], place: number): number {
  return pieces[place - 1]?.kind === 'bold' ? 0 : BOLD_SIGNS;
}

/** Words with the space behind them. */
function wordsOf(span: Span): readonly Span[] {
  if (span.kind === 'whole') return [span];
  return (span.markdown.match(/\s*\S+\s*|\s+/gu) ?? []).map((markdown) => ({ kind: span.kind, markdown }));
}

function part(row: TextRow, pieces: readonly Span[]): TextRow {
  return { ...row, spans: trimmedEnd(joined(pieces)) };
}

function rest(row: TextRow, pieces: readonly Span[]): TextRow | null {
  const [first, ...others] = joined(pieces);
  if (first === undefined) return null;
  const markdown = first.kind === 'whole' ? first.markdown : guardLineStart(first.markdown.trimStart());
  const spans = [{ ...first, markdown }, ...others];
  if (rowMarkdown({ prefix: '', spans }) === '') return null;
  // A second bullet would look like a second item.
  return { ...row, prefix: row.prefix === '- ' ? '' : row.prefix, spans, apart: false };
}

/** Neighbours of one kind as one span, so that bold is not closed and opened between words. */
function joined(pieces: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const piece of pieces) {
    const last = spans.at(-1);
    if (last === undefined || last.kind !== piece.kind || piece.kind === 'whole') spans.push(piece);
    else spans[spans.length - 1] = { kind: last.kind, markdown: last.markdown + piece.markdown };
  }
  return spans;
}

function trimmedEnd(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  if (last === undefined || last.kind === 'whole') return spans;
  return [...spans.slice(0, -1), { ...last, markdown: last.markdown.trimEnd() }];
}
