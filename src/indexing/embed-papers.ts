import type { Embedder } from '../embeddings/embedder.ts';
import { IbidError } from '../errors.ts';
import { splitIntoPassages } from '../papers/splitting.ts';
import type { IndexedPaper, PaperToStore } from '../store/passage-index.ts';

/** Splits papers and embeds them and their passages, all in one request to the embedder. Throws as the embedder does. */
export async function embedPapers(
  papers: readonly PaperToStore[],
  embedder: Embedder,
  signal: AbortSignal | undefined,
): Promise<IndexedPaper[]> {
  const split = papers.map((paper) => ({ paper, passages: splitIntoPassages(paper.paper) }));
  const texts: string[] = [];
  for (const { paper, passages } of split) {
    // A sentence alone rarely names its subject, so the title goes in front.
    const { title, abstract } = paper.paper;
    texts.push(`${title}. ${abstract}`);
    for (const { text } of passages) texts.push(`${title}. ${text}`);
  }
  const vectors = await embedder.embedDocuments(texts, signal);
  if (vectors.length !== texts.length) {
    throw new IbidError(
      `the embedder ${embedder.name} gave ${vectors.length} vectors for ${texts.length} texts`,
    );
  }
  let place = 0;
  const next = (): Float32Array => vectors[place++] ?? new Float32Array();
  return split.map(({ paper, passages }) => ({
    ...paper,
    vector: next(),
    passages: passages.map((passage) => ({ passage, vector: next() })),
  }));
}
