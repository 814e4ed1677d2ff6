import type { Kernels } from './kernels.ts';
import { countTerms, segmentTerms } from './pairs.ts';
import { createRandom, drawInteger, drawOrder, type Random } from './random.ts';
import type { Workspace } from './workspace.ts';

/** How many documents the others are grouped around. */
const CENTRES = 128;

/**
 * The order in which an epoch goes through the documents. With a group size, neighbours in the order are alike by the vectors
 * learned so far, so that a batch of some groups holds negatives that are hard to tell from the right document.
 */
export function orderDocuments(workspace: Workspace, kernels: Kernels, epoch: number): Int32Array {
  const { dataset, recipe } = workspace;
  const random = createRandom(recipe.seed, epoch);
  const order = drawOrder(random, dataset.documents);
  // In the first epoch nothing is learned yet.
  if (recipe.groupSize <= 1 || epoch === 0) return order;
  return groupAlike(order, nearestCentres(workspace, kernels, random), recipe.groupSize, random);
}

/** Cuts the documents of each centre into groups and puts all groups in random order. */
function groupAlike(order: Int32Array, centreOf: Int32Array, size: number, random: Random): Int32Array {
  const byCentre = Array.from({ length: CENTRES }, (): number[] => []);
  for (const document of order) byCentre[centreOf[document] ?? 0]?.push(document);
  const sorted = byCentre.flat();
  const groups = drawOrder(random, Math.ceil(sorted.length / size));
  return Int32Array.from(
    Array.from(groups, (group) => sorted.slice(group * size, (group + 1) * size)).flat(),
  );
}

/** For each document, the nearest of some that are drawn at random. */
function nearestCentres(workspace: Workspace, kernels: Kernels, random: Random): Int32Array {
  const { dataset, recipe, layout, memory } = workspace;
  const { dimensions } = recipe;
  const rowBytes = dimensions * 4;
  const vectorAt = (document: number): Float32Array => {
    const vector = new Float32Array(memory.buffer, layout.queries, dimensions).fill(0);
    const from = dataset.firstSegment[document] ?? 0;
    const bag = countTerms(segmentTerms(dataset, from, dataset.firstSegment[document + 1] ?? from));
    bag.terms.forEach((term, index) => {
      kernels.addScaled(
        layout.queries,
        layout.parameters + term * rowBytes,
        bag.weights[index] ?? 0,
        rowBytes,
      );
    });
    const norm = Math.hypot(...vector) || 1;
    return vector.map((value) => value / norm);
  };
  const centres = Array.from({ length: CENTRES }, () => vectorAt(drawInteger(random, dataset.documents)));
  return Int32Array.from({ length: dataset.documents }, (_, document) => {
    const vector = vectorAt(document);
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    centres.forEach((centre, index) => {
      let product = 0;
      for (let at = 0; at < dimensions; at++) product += (vector[at] ?? 0) * (centre[at] ?? 0);
      if (product > most) [best, most] = [index, product];
    });
    return best;
  });
}
