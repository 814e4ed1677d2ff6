import type { Citation } from '../answerer/answer.ts';
import { createMarkers, type Markers } from '../grounding/markers.ts';
import type { Paper } from '../papers/paper.ts';
import type { PastTurn } from '../query/follow-up.ts';

/** A turn with its answer in markdown. */
export interface RememberedTurn extends PastTurn {
  readonly answer: string;
}

/** Quotes by paper id, papers in the order of their first citation. */
export type CitedQuotes = ReadonlyMap<string, readonly string[]>;

/** What a conversation remembers: its turns, its markers, and what was quoted from the papers they stand for. */
export interface Memory {
  readonly markers: Markers;
  readonly turns: readonly RememberedTurn[];
  /** The main paper of the last turn that cited any. */
  current(): Paper | undefined;
  /** Papers come with their quotes; those without any were cited elsewhere. */
  remember(said: { question: string; answer: string }, papers: readonly Paper[], quotes: CitedQuotes): void;
  /** The citations of one answer, by marker. */
  citations(quotes: CitedQuotes): readonly Citation[];
  /** Every paper cited so far with everything quoted from it, by marker. */
  allCitations(): readonly Citation[];
}

export function createMemory(): Memory {
  const markers = createMarkers();
  const papers = new Map<string, Paper>();
  const quoted = new Map<string, readonly string[]>();
  const turns: RememberedTurn[] = [];
  const citations = (quotes: CitedQuotes): Citation[] =>
    [...quotes]
      .flatMap(([id, own]) => {
        const paper = papers.get(id);
        return paper === undefined ? [] : [{ marker: markers.markerOf(id), paper, quotes: own }];
      })
      .sort((a, b) => a.marker - b.marker);
  return {
    markers,
    turns,
    current: () => papers.get(turns.findLast(({ paperIds }) => paperIds.length > 0)?.paperIds[0] ?? ''),
    remember({ question, answer }, cited, quotes) {
      for (const paper of cited) {
        papers.set(paper.id, paper);
        markers.markerOf(paper.id);
        quoted.set(paper.id, [
          ...new Set([...(quoted.get(paper.id) ?? []), ...(quotes.get(paper.id) ?? [])]),
        ]);
      }
      turns.push({ question, answer, paperIds: cited.map(({ id }) => id) });
    },
    citations,
    allCitations: () => citations(quoted),
  };
}
