import type { Citation } from '../../../answerer/answer.ts';
import { cleanText } from './clean-text.ts';
import { escapeText } from './escape-text.ts';
import type { MessageBody } from './message-body.ts';
import { pagedBodies } from './paged.ts';
import { quotedRanges } from './quoted-ranges.ts';
import { sourceRow } from './reference-row.ts';
import { type Block, ours, row, type Span, small, type TextRow, theirs } from './rows.ts';

/** Abstracts are shown around the quotes only as long as all of it can be read at one sitting. */
const MOST_MESSAGES_WITH_ABSTRACTS = 3;
const LONGEST_ABSTRACT = 1500;

/**
 * What stands behind each marker: the paper, every quoted sentence letter for letter, and, where there is room, the abstract with
 * those sentences in bold. As many messages as it needs; nothing is left out.
 */
export function renderEvidence(given: { readonly citations: readonly Citation[] }): readonly MessageBody[] {
  const { citations } = given;
  if (citations.length === 0)
    return pagedBodies([
      [row([ours('Nothing was quoted in this answer, so there is no evidence to show.')])],
    ]);
  const full = pagedBodies(citations.map((citation) => [...quoteRows(citation), ...abstractRows(citation)]));
  return full.length <= MOST_MESSAGES_WITH_ABSTRACTS ? full : pagedBodies(citations.map(quoteRows));
}

function quoteRows(citation: Citation): Block {
  const quotes = [...new Set(citation.quotes)].map((quote) =>
    row([ours('“'), theirs(quote), ours('”')], { prefix: '> ', apart: false }),
  );
  return [{ ...sourceRow(citation), apart: true }, ...quotes];
}

/** Nothing where the abstract says no more than its quotes, or is long. */
function abstractRows({ paper, quotes }: Citation): readonly TextRow[] {
  const { abstract } = paper;
  const ranges = quotedRanges(abstract, quotes);
  const only = ranges.some(({ start, end }) => start === 0 && end === abstract.length);
  if (ranges.length === 0 || only || abstract.length > LONGEST_ABSTRACT) return [];
  const spans: Span[] = [ours('The abstract: ')];
  let place = 0;
  for (const { start, end } of ranges) {
    spans.push(
      ...inline('text', abstract.slice(place, start)),
      ...inline('bold', abstract.slice(start, end)),
    );
    place = end;
  }
  spans.push(...inline('text', abstract.slice(place)));
  return [{ ...small(...spans), apart: false }];
}

/** Inert, with one of the spaces at its ends: they part it from what stands beside it. */
function inline(kind: 'text' | 'bold', text: string): readonly Span[] {
  const clean = cleanText(text).replace(/\s+/gu, ' ');
  const markdown = escapeText(clean);
  if (markdown === '') return clean === '' ? [] : [ours(' ')];
  const [before, after] = [clean.startsWith(' '), clean.endsWith(' ')];
  return [...(before ? [ours(' ')] : []), { kind, markdown }, ...(after ? [ours(' ')] : [])];
}
