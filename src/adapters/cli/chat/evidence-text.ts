import type { Citation } from '../../../answerer/answer.ts';
import { sourceLine } from '../answer-text.ts';
import type { Page } from '../page.ts';
import { terminalSafe } from '../terminal-safe.ts';

/**
 * The paper behind a marker and its whole abstract, in which the sentences that were quoted stand out: by colour, or
 * between » and « where there is none.
 */
export function evidenceText(citation: Citation, page: Page): string {
  const { abstract } = citation.paper;
  let text = '';
  let end = 0;
  for (const range of quotedRanges(abstract, citation.quotes)) {
    text +=
      inline(abstract.slice(end, range.start)) + highlight(abstract.slice(range.start, range.end), page);
    end = range.end;
  }
  text += inline(abstract.slice(end));
  return `${sourceLine(citation, page)}\n\n${page.wrap(text)}`;
}

interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Where the quotes stand in the text, in order; those that touch or overlap are one. A quote that is not there gives none. */
function quotedRanges(text: string, quotes: readonly string[]): readonly TextRange[] {
  const found = quotes
    .flatMap((quote) => {
      const start = quote === '' ? -1 : text.indexOf(quote);
      return start < 0 ? [] : [{ start, end: start + quote.length }];
    })
    .sort((left, right) => left.start - right.start);
  const merged: { start: number; end: number }[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

function highlight(text: string, { colours }: Page): string {
  const shown = inline(text);
  return colours.isColorSupported ? colours.bold(colours.yellow(shown)) : `»${shown}«`;
}

/** On one line, with the spaces at its ends: they part it from what stands beside it. */
function inline(text: string): string {
  return terminalSafe(text).replace(/\s+/gu, ' ');
}
