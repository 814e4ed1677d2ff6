import type { Paper } from '../papers/paper.ts';
import type { AnswerTask } from './answerer.ts';

/** "Drawn from 9 of 14 related papers; 2017–2025.": what a summary rests on, and what it could have. */
export function coverageLine({ related }: Pick<AnswerTask, 'related'>, papers: readonly Paper[]): string {
  const years = papers.flatMap(({ year }) => year ?? []);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = years.length === 0 ? '' : first === last ? `; ${first}` : `; ${first}–${last}`;
  return `Drawn from ${papers.length} of ${Math.max(related, papers.length)} related papers${span}.`;
}
