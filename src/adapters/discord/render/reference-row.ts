import type { Citation } from '../../../answerer/answer.ts';
import { referenceOf } from '../../../answerer/answer-reference.ts';
import { cleanLine } from './clean-text.ts';
import { markerOf, ours, row, type Span, type TextRow, theirs, theirsBold, whole } from './rows.ts';
import { safeLink } from './safe-link.ts';

/** `**title** — byline — <link>`, as far as they are known. */
export function referenceSpans(paper: Citation['paper']): readonly Span[] {
  const { title, byline, url } = referenceOf(paper);
  const link = safeLink(url);
  return [
    theirsBold(shownTitle(title)),
    ...(byline === null ? [] : [ours(' — '), theirs(byline)]),
    ...(link === null ? [] : [ours(' — '), whole(`<${link}>`)]),
  ];
}

/** `[1] **title** — byline — <link>` */
export function sourceRow({ marker, paper }: Pick<Citation, 'marker' | 'paper'>): TextRow {
  return row([markerOf(marker), ours(' '), ...referenceSpans(paper)], { apart: false });
}

/** A paper without a title has to be called something. */
export function shownTitle(title: string): string {
  return cleanLine(title) === '' ? '(no title)' : title;
}
