import type { RetrievedPaper, Retriever } from '../retrieval/retriever.ts';

/** Papers that one phrase may bring. */
const PER_PHRASE = 5;
const MOST_ADDED = 8;

/** The evidence with what was missed in it: the best papers of each phrase that are not there yet, behind those that are. */
export async function searchAgain(
  retriever: Retriever,
  phrases: readonly string[],
  papers: readonly RetrievedPaper[],
  signal: AbortSignal | undefined,
): Promise<readonly RetrievedPaper[]> {
  const found = await Promise.all(
    phrases.map((text) =>
      retriever.retrieve({ text, limit: PER_PHRASE, ...(signal === undefined ? {} : { signal }) }),
    ),
  );
  const known = new Set(papers.map(({ paper }) => paper.id));
  const added: RetrievedPaper[] = [];
  // The best of each phrase come before the second of any.
  for (let rank = 0; rank < PER_PHRASE; rank++)
    for (const { papers: own } of found) {
      const candidate = own[rank];
      if (candidate === undefined || known.has(candidate.paper.id)) continue;
      known.add(candidate.paper.id);
      added.push(candidate);
    }
  return [...papers, ...added.slice(0, MOST_ADDED)];
}
