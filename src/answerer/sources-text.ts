import { oneLine } from '../chat/fence.ts';
import type { Paper } from '../papers/paper.ts';
import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';

/** A paper as a model is shown it: with all of its abstract, or with the sentences that there was room for. */
export interface Source {
  readonly paper: Paper;
  /** In the order of the abstract. */
  readonly passages: readonly RetrievedPassage[];
}

/** What stands between sentences that do not follow each other. A quote that runs across it is not verbatim, and is told so. */
export const GAP = ' […] ';

/** Sources by number, from 1 on: their titles and abstracts, each on a line of its own. */
export function sourcesText(sources: readonly Source[]): string {
  return sources
    .map(({ paper, passages }, place) =>
      [
        `Source ${place + 1}`,
        `Title: ${oneLine(paper.title)}`,
        ...(paper.year === null ? [] : [`Year: ${paper.year}`]),
        `Abstract: ${oneLine(abstractText(paper, passages))}`,
      ].join('\n'),
    )
    .join('\n\n');
}

function abstractText(paper: Paper, passages: readonly RetrievedPassage[]): string {
  let text = '';
  let before: RetrievedPassage | null = null;
  for (const passage of passages) {
    const follows = before !== null && passage.passage.ordinal === before.passage.ordinal + 1;
    const between =
      before === null ? '' : follows ? paper.abstract.slice(before.passage.end, passage.passage.start) : GAP;
    text += between + passage.passage.text;
    before = passage;
  }
  return text;
}

/** Tokens of a source beside its sentences: number, labels, title. */
export function headOf({ paper }: Pick<RetrievedPaper, 'paper'>): string {
  return `Source 00\nTitle: ${paper.title}\nYear: 0000\nAbstract: \n\n`;
}
