import type { AskRequest } from '../ibid.ts';
import { parseArxivId } from '../papers/identifiers.ts';
import type { IndexReader } from '../store/passage-index.ts';

/** An arXiv id as people paste it: bare, with "arXiv:", or in a link to the paper, its PDF or arXiv's DOI of it. */
const PASTED =
  /<?\b(?:(?:https?:\/\/)?(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/[^\s<>()"“”,;]+|(?:https?:\/\/)?(?:dx\.)?doi\.org\/10\.48550\/arxiv\.[^\s<>()"“”,;]+|arxiv:\s?[\w.-]+(?:\/\d{7})?(?:v\d+)?|[a-z-]{2,10}(?:\.[a-z]{2})?\/\d{7}(?:v\d+)?|\d{4}\.\d{4,5}(?:v\d+)?)\b\/?>?/giu;

/**
 * The request with ids and links of papers that are in the index given as titles: abstracts hold neither. What is not in the index stays
 * as it was written.
 */
export async function withTitles(
  request: AskRequest,
  reader: Pick<IndexReader, 'papers'>,
): Promise<AskRequest> {
  const { question, intent } = request;
  const sides = intent?.kind === 'compare' ? intent.sides : [];
  const pasted = [question, ...sides].flatMap((text) => [...text.matchAll(PASTED)].map(([found]) => found));
  if (pasted.length === 0) return request;
  const ids = new Map(pasted.flatMap((text) => pair(text, parseArxivId(text.replace(/^<|[>/.?!]+$/gu, '')))));
  const papers = await reader.papers([...new Set(ids.values())]);
  const titles = new Map(papers.map(({ paper }) => [paper.id, paper.title]));
  const read = (text: string): string =>
    text.replace(PASTED, (found) => {
      const title = titles.get(ids.get(found) ?? '');
      return title === undefined ? found : `“${title}”`;
    });
  return {
    ...request,
    question: read(question),
    ...(intent?.kind === 'compare' ? { intent: { ...intent, sides: sides.map(read) } } : {}),
  };
}

function pair(text: string, id: string | null): readonly (readonly [string, string])[] {
  return id === null ? [] : [[text, id]];
}
