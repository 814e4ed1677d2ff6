import type { SearchHit } from '../ibid.ts';
import { dot } from '../retrieval/vectors.ts';
import type { IndexReader, StoredPaper } from '../store/passage-index.ts';

/**
 * The papers whose abstracts are nearest to a stored one, without itself, best first, each with its sentence that is nearest. Scores are
 * cosines; over all papers, exact.
 */
export async function nearestPapers(
  reader: Pick<IndexReader, 'nearestPapers' | 'papers' | 'passagesOf'>,
  { paper, vector }: StoredPaper,
  limit: number,
): Promise<readonly SearchHit[]> {
  const near = (await reader.nearestPapers(vector, limit + 1))
    .filter(({ id }) => id !== paper.id)
    .slice(0, limit);
  const ids = near.map(({ id }) => id);
  const [papers, passages] = await Promise.all([reader.papers(ids), reader.passagesOf(ids)]);
  return near.flatMap(({ id, score }) => {
    const found = papers.find((stored) => stored.paper.id === id);
    if (found === undefined) return [];
    const [best] = passages
      .filter(({ passage }) => passage.paperId === id)
      .map(({ passage, vector: own }) => ({ passage, similarity: dot(vector, own) }))
      .sort((a, b) => b.similarity - a.similarity || a.passage.ordinal - b.passage.ordinal);
    return [{ paper: found.paper, score, sentence: best?.passage.text ?? null }];
  });
}
