import type { Dataset } from './dataset.ts';
import { countTerms, segmentTerms } from './pairs.ts';

/** nDCG@10 of finding the one right abstract by its paper's title among all held-out abstracts. */
export interface HeldOutFigures {
  readonly plain: number;
  /** With the title's terms deleted from every abstract: what equal words cannot find. */
  readonly deleted: number;
}

interface Abstract {
  readonly weights: ReadonlyMap<number, number>;
  readonly sum: Float32Array;
  readonly square: number;
}

/** Every title asks, up to so many: twice as many would take twice the time and halve little of the noise. */
const MOST_QUERIES = 1000;

/** Measures vectors (terms × dimensions, row by row) on held-out records. NaN when there are none. */
export function measureHeldOut(dataset: Dataset, vectors: Float32Array, dimensions: number): HeldOutFigures {
  const abstracts = Array.from({ length: dataset.documents }, (_, document) => {
    const from = (dataset.firstSegment[document] ?? 0) + 1;
    const { terms, weights } = countTerms(
      segmentTerms(dataset, from, dataset.firstSegment[document + 1] ?? from),
    );
    const sum = new Float32Array(dimensions);
    terms.forEach((term, index) => {
      addRow(sum, weights[index] ?? 0, vectors, term);
    });
    return {
      weights: new Map(terms.map((term, index) => [term, weights[index] ?? 0])),
      sum,
      square: dot(sum, sum),
    };
  });
  const scratch = new Float32Array(dimensions);
  const queries = Math.min(MOST_QUERIES, abstracts.length);
  let plain = 0;
  let deleted = 0;
  for (let query = 0; query < queries; query++) {
    const title = dataset.firstSegment[query] ?? 0;
    const { terms, weights } = countTerms(segmentTerms(dataset, title, title + 1));
    const asked = new Float32Array(dimensions);
    terms.forEach((term, index) => {
      addRow(asked, weights[index] ?? 0, vectors, term);
    });
    plain += gain(
      abstracts.map(({ sum, square }) => dot(asked, sum) / Math.sqrt(square + 1e-12)),
      query,
    );
    deleted += gain(
      abstracts.map((abstract) => scoreWithout(abstract, asked, terms, vectors, scratch)),
      query,
    );
  }
  return { plain: plain / queries, deleted: deleted / queries };
}

function scoreWithout(
  abstract: Abstract,
  asked: Float32Array,
  terms: readonly number[],
  vectors: Float32Array,
  left: Float32Array,
): number {
  left.set(abstract.sum);
  for (const term of terms) {
    const weight = abstract.weights.get(term);
    if (weight !== undefined) addRow(left, -weight, vectors, term);
  }
  return dot(asked, left) / Math.sqrt(dot(left, left) + 1e-12);
}

/** nDCG@10 with one right answer: 1 / log2(rank + 1), 0 beyond rank 10 (Järvelin and Kekäläinen 2002). */
function gain(scores: readonly number[], right: number): number {
  const own = scores[right] ?? 0;
  const rank = scores.reduce(
    (place, score, at) => place + (score > own || (score === own && at < right) ? 1 : 0),
    1,
  );
  return rank > 10 ? 0 : 1 / Math.log2(rank + 1);
}

function addRow(sum: Float32Array, weight: number, vectors: Float32Array, term: number): void {
  const start = term * sum.length;
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + weight * (vectors[start + at] ?? 0);
}

function dot(one: Float32Array, other: Float32Array): number {
  let product = 0;
  for (let at = 0; at < one.length; at++) product += (one[at] ?? 0) * (other[at] ?? 0);
  return product;
}
