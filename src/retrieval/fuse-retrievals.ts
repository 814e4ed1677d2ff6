import { byScoreThenId } from './fusion.ts';
import type { Retrieval, RetrievedPaper } from './retriever.ts';

/**
 * Two retrievals of one question in two wordings as one: a paper's score is the weighted mean, 0 where a wording did not find it. What
 * else is known of a paper is told by the first wording that found it; terms, coverage and what went wrong are the first's.
 */
export function fuseRetrievals(first: Retrieval, second: Retrieval, secondWeight: number): Retrieval {
  const scores = (papers: readonly RetrievedPaper[]) =>
    new Map(papers.map(({ paper, score }) => [paper.id, score]));
  const [own, other] = [scores(first.papers), scores(second.papers)];
  const known = new Map([...second.papers, ...first.papers].map((paper) => [paper.paper.id, paper]));
  const ranked = [...known.values()]
    .map((paper) => {
      const { id } = paper.paper;
      const score = (1 - secondWeight) * (own.get(id) ?? 0) + secondWeight * (other.get(id) ?? 0);
      return { id, score, paper };
    })
    .sort(byScoreThenId);
  return {
    ...first,
    papers: ranked.map(({ score, paper }, rank) => ({ ...paper, score, rank })),
    degraded: first.degraded ?? second.degraded,
  };
}
