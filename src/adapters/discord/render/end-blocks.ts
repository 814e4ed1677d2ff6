import type { AnswerEnd, Outcome } from '../../../answerer/answer.ts';
import { cleanLine } from './clean-text.ts';
import { discreet } from './discreet.ts';
import { shownTitle, sourceRow } from './reference-row.ts';
import { type Block, ours, oursBold, row, small, type TextRow, theirs } from './rows.ts';

/** That the question is not answered, in words. */
export function refusalRow(outcome: Exclude<Outcome, 'answered'>): TextRow {
  switch (outcome) {
    case 'not-stated':
      return row([oursBold('The abstracts do not state what was asked.')]);
    case 'not-in-corpus':
      return row([
        oursBold('Nothing in the index is about this, so it cannot be answered from these papers.'),
      ]);
  }
}

/** What was asked for and is not there, what is near, the sources, and why less was used than is configured. */
export function endBlocks(end: AnswerEnd, refused: boolean, told: ReadonlySet<string>): readonly Block[] {
  const blocks: Block[] = [];
  if (!refused && end.outcome !== 'answered') blocks.push([refusalRow(end.outcome)]);
  const missing = end.missing.filter((name) => cleanLine(name) !== '');
  if (missing.length > 0) {
    const names = missing.flatMap((name, place) =>
      place === 0 ? [theirs(name)] : [ours(', '), theirs(name)],
    );
    blocks.push([row([ours('Not in the index: '), ...names, ours('.')])]);
  }
  if (end.outcome !== 'answered' && end.nearest.length > 0) {
    const titles = end.nearest.map(({ title }) =>
      row([theirs(shownTitle(title))], { prefix: '- ', apart: false }),
    );
    blocks.push([row([ours('The nearest papers:')]), ...titles]);
  }
  if (end.citations.length > 0) blocks.push([row([oursBold('Sources')]), ...end.citations.map(sourceRow)]);
  const rest = untold(end.degraded, told);
  if (cleanLine(rest) !== '') blocks.push([small(theirs(discreet(rest)))]);
  return blocks;
}

/** Why less was used than is configured, as far as no notice has told it; empty when nothing is left. */
export function untold(degraded: string | null, told: Iterable<string>): string {
  let rest = degraded ?? '';
  for (const text of told) if (text !== '') rest = rest.replaceAll(text, ' ');
  return rest.replace(/\s+/gu, ' ').trim();
}
