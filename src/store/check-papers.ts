import type { IndexedPaper } from './passage-index.ts';

/** How far from 1 the length of a vector may be: 32-bit numbers, and endpoints that round. */
const TOLERANCE = 1e-2;

/**
 * What is wrong with papers that are to be stored, because LanceDB itself cuts vectors that are too wide and fills those that
 * are too narrow; null when nothing is. Vectors are of the index's width, finite, and of unit length or all zero.
 */
export function faultIn(papers: readonly IndexedPaper[], dimensions: number): string | null {
  const ids = new Set<string>();
  for (const { paper, vector, passages } of papers) {
    if (ids.has(paper.id)) return `paper ${paper.id} is twice in one batch`;
    ids.add(paper.id);
    const fault = vectorFault(vector, dimensions);
    if (fault !== null) return `the vector of paper ${paper.id} ${fault}`;
    for (const [place, { passage, vector: own }] of passages.entries()) {
      if (passage.paperId !== paper.id) return `passage ${passage.id} is not of paper ${paper.id}`;
      if (passage.ordinal !== place) return `passage ${passage.id} stands in place ${place} of its paper`;
      if (paper.abstract.slice(passage.start, passage.end) !== passage.text) {
        return `passage ${passage.id} is not what the abstract says from ${passage.start} to ${passage.end}`;
      }
      const passageFault = vectorFault(own, dimensions);
      if (passageFault !== null) return `the vector of passage ${passage.id} ${passageFault}`;
    }
  }
  return null;
}

function vectorFault(vector: Float32Array, dimensions: number): string | null {
  if (vector.length !== dimensions) return `is ${vector.length} wide, and the index takes ${dimensions}`;
  let square = 0;
  for (let i = 0; i < vector.length; i += 1) square += (vector[i] ?? 0) ** 2;
  if (!Number.isFinite(square)) return 'holds a number that is not finite';
  if (square !== 0 && Math.abs(Math.sqrt(square) - 1) > TOLERANCE) {
    return `has length ${Math.sqrt(square).toFixed(3)}, neither 1 nor 0`;
  }
  return null;
}
