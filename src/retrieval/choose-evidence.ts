import type { RetrievedPaper } from './retriever.ts';

export interface EvidenceSettings {
  /** Papers of an answer at most. */
  readonly most: number;
  /** A paper is evidence when its score is at least this share of the best one's. */
  readonly share: number;
}

/**
 * The papers an answer may draw on. A follow-up draws on the papers it speaks of; any other question on the best one and on
 * those that come near it, because a far second would only be cited beside the point.
 */
export function chooseEvidence(
  papers: readonly RetrievedPaper[],
  focus: readonly string[],
  settings: EvidenceSettings,
): readonly RetrievedPaper[] {
  if (focus.length > 0) {
    const spokenOf = new Set(focus);
    return papers.filter(({ paper }) => spokenOf.has(paper.id));
  }
  const best = papers[0];
  if (best === undefined) return [];
  return papers.slice(0, settings.most).filter(({ score }) => score >= settings.share * best.score);
}
