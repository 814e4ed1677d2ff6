import { type Bag, drawPair } from './pairs.ts';
import { BLOCK, type Phase, type PhaseContext } from './phase.ts';
import { createRandom } from './random.ts';

/** Draws the batch's pairs and embeds both sides as the finished embedder does. */
export function createDrawingPhase({ workspace, kernels, sides, floats }: PhaseContext): Phase {
  const { recipe, layout, bags, dataset } = workspace;
  const { batch, dimensions } = recipe;
  const rowBytes = dimensions * 4;
  const transposed = floats(layout.documentsTransposed, batch * dimensions);

  function embed(bag: Bag, side: 0 | 1, position: number): void {
    const text = side * batch + position;
    const { vectors, norms } = sides[side];
    const vector = floats(vectors + position * rowBytes, dimensions).fill(0);
    bags.counts[text] = bag.terms.length;
    bags.terms.set(bag.terms, text * bags.width);
    bags.weights.set(bag.weights, text * bags.width);
    bag.terms.forEach((term, index) => {
      const address = layout.parameters + term * rowBytes;
      kernels.addScaled(vector.byteOffset, address, bag.weights[index] ?? 0, rowBytes);
    });
    let square = 0;
    for (const value of vector) square += value * value;
    const norm = Math.sqrt(square) + 1e-12;
    norms[position] = norm;
    for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) / norm;
    if (side === 0) return;
    for (let at = 0; at < dimensions; at++) transposed[at * batch + position] = vector[at] ?? 0;
  }

  return {
    tasks: batch / BLOCK,
    run(task, { epoch, documents }) {
      for (let position = task * BLOCK; position < (task + 1) * BLOCK; position++) {
        const document = documents[position] ?? 0;
        const pair = drawPair(dataset, document, recipe, createRandom(recipe.seed, epoch, document));
        embed(pair.query, 0, position);
        embed(pair.document, 1, position);
      }
    },
  };
}
