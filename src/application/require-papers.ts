import { UsageError } from '../errors.ts';
import type { Paper } from '../papers/paper.ts';
import type { IndexReader } from '../store/passage-index.ts';

/** The papers of these ids. Throws UsageError for the first that the index does not have; `who` begins its words: "the history cites". */
export async function requirePapers(
  reader: IndexReader,
  ids: readonly string[],
  who: string,
): Promise<readonly Paper[]> {
  const papers = (await reader.papers(ids)).map(({ paper }) => paper);
  const found = new Set(papers.map(({ id }) => id));
  const unknown = ids.find((id) => !found.has(id));
  if (unknown !== undefined)
    throw new UsageError(`${who} paper '${unknown}', which is not in the index`, {
      remedy: 'Take paper ids from `ibid papers`.',
    });
  return papers;
}
