import type { Dataset } from './dataset.ts';
import { drawInteger, type Random } from './random.ts';
import type { Recipe } from './recipe.ts';

/** Distinct terms of a text, each with its weight 1 + log(how often). */
export interface Bag {
  readonly terms: number[];
  readonly weights: number[];
}

/** A text that asks and the text that should be found with it. */
export interface Pair {
  readonly query: Bag;
  readonly document: Bag;
}

/** Fewer known terms say too little to ask with. */
const SHORTEST_QUERY = 4;

/**
 * Draws a pair from a document: its title and its abstract, or one sentence and the rest. With the recipe's probability the
 * terms of the query are deleted from the document's side: what is learned then is what equal words cannot show.
 */
export function drawPair(dataset: Dataset, document: number, recipe: Recipe, random: Random): Pair {
  const title = dataset.firstSegment[document] ?? 0;
  const end = dataset.firstSegment[document + 1] ?? title;
  const sentence = drawSentence(dataset, title + 1, end, random);
  const asked = random() < recipe.titleShare || sentence === null ? title : sentence;
  const queryTerms = segmentTerms(dataset, asked, asked + 1);
  const documentTerms =
    asked === title
      ? segmentTerms(dataset, title + 1, end)
      : [...segmentTerms(dataset, title, asked), ...segmentTerms(dataset, asked + 1, end)];
  const deleted = random() < recipe.deletion ? new Set(queryTerms) : null;
  const left = deleted === null ? documentTerms : documentTerms.filter((term) => !deleted.has(term));
  return { query: countTerms(dropOut(queryTerms, recipe.queryDropout, random)), document: countTerms(left) };
}

function dropOut(terms: readonly number[], probability: number, random: Random): readonly number[] {
  return probability > 0 ? terms.filter(() => random() >= probability) : terms;
}

function drawSentence(dataset: Dataset, from: number, end: number, random: Random): number | null {
  // Three draws keep this simple; a document without long sentences is asked for by its title.
  for (let attempt = 0; attempt < 3 && end > from; attempt++) {
    const segment = from + drawInteger(random, end - from);
    const length = (dataset.firstTerm[segment + 1] ?? 0) - (dataset.firstTerm[segment] ?? 0);
    if (length >= SHORTEST_QUERY) return segment;
  }
  return null;
}

/** The terms of segments `from` … `end` − 1, repeats included. */
export function segmentTerms(dataset: Dataset, from: number, end: number): number[] {
  return Array.from(dataset.terms.subarray(dataset.firstTerm[from] ?? 0, dataset.firstTerm[end] ?? 0));
}

export function countTerms(terms: readonly number[]): Bag {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { terms: [...counts.keys()], weights: [...counts.values()].map((count) => 1 + Math.log(count)) };
}
