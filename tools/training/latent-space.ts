import type { Dataset } from './dataset.ts';
import type { Kernels } from './kernels.ts';
import { countTerms, segmentTerms } from './pairs.ts';
import { createRandom, drawNormal } from './random.ts';
import type { Workspace } from './workspace.ts';

/** Rounds of subspace iteration: after these the space changes little. */
const ROUNDS = 4;

/**
 * Puts the beginning of training into the parameters: a basis of the records' latent space, plus random vectors. The latent space
 * (latent semantic analysis, Deerwester et al. 1990) has the directions in which the matrix of records and terms, weighted by
 * (1 + log count) × rarity and brought to unit length, varies most; subspace iteration finds it (Halko, Martinsson and Tropp 2011).
 * A term's vector is multiplied by its rarity. The latent part has the recipe's mean length; the random part, without which
 * terms of other fields than the records' would have next to no vector, has the recipe's share of the rarity.
 */
export function startVectors(workspace: Workspace, kernels: Kernels, rarity: Float64Array): void {
  const { layout, memory, recipe, termCount } = workspace;
  const { dimensions } = recipe;
  const size = termCount * dimensions;
  const vectors = new Float32Array(memory.buffer, layout.parameters, size);
  const random = createRandom(recipe.seed, -1);
  for (let at = 0; at < size; at++) vectors[at] = drawNormal(random);
  const noise = vectors.slice();
  if (recipe.latentLength > 0) findLatentBasis(workspace, kernels, rarity, vectors);
  let sum = 0;
  for (let row = 0; row < termCount; row++) {
    sum += (rarity[row] ?? 0) * Math.hypot(...vectors.subarray(row * dimensions, (row + 1) * dimensions));
  }
  const latent = sum === 0 ? 0 : (recipe.latentLength * termCount) / sum;
  const other = recipe.randomShare / Math.sqrt(dimensions);
  for (let at = 0; at < size; at++) {
    const weight = rarity[Math.floor(at / dimensions)] ?? 0;
    vectors[at] = weight * (latent * (vectors[at] ?? 0) + other * (noise[at] ?? 0));
  }
}

/** Leaves orthonormal columns in `basis`, which lies at the parameters; uses the gradient's place and leaves zeros there. */
function findLatentBasis(
  workspace: Workspace,
  kernels: Kernels,
  rarity: Float64Array,
  basis: Float32Array,
): void {
  const { dataset, layout, memory, recipe } = workspace;
  const image = new Float32Array(memory.buffer, layout.gradient, basis.length);
  const records = Array.from({ length: dataset.documents }, (_, document) =>
    weighDocument(dataset, document, rarity),
  );
  for (let round = 0; round < ROUNDS; round++) {
    image.fill(0);
    for (const record of records) applyRecord(workspace, kernels, record);
    basis.set(image);
    orthonormalise(basis, recipe.dimensions);
  }
  image.fill(0);
}

interface WeightedTerms {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

function weighDocument(dataset: Dataset, document: number, rarity: Float64Array): WeightedTerms {
  const from = dataset.firstSegment[document] ?? 0;
  const bag = countTerms(segmentTerms(dataset, from, dataset.firstSegment[document + 1] ?? from));
  const weights = Float32Array.from(
    bag.terms,
    (term, index) => (bag.weights[index] ?? 0) * (rarity[term] ?? 0),
  );
  const norm = Math.hypot(...weights) || 1;
  return { terms: Int32Array.from(bag.terms), weights: weights.map((weight) => weight / norm) };
}

/** image += xᵀ(x · basis) for one record x. */
function applyRecord({ layout, recipe, memory }: Workspace, kernels: Kernels, bag: WeightedTerms): void {
  const rowBytes = recipe.dimensions * 4;
  new Float32Array(memory.buffer, layout.queries, recipe.dimensions).fill(0);
  bag.terms.forEach((term, index) => {
    kernels.addScaled(layout.queries, layout.parameters + term * rowBytes, bag.weights[index] ?? 0, rowBytes);
  });
  bag.terms.forEach((term, index) => {
    kernels.addScaled(layout.gradient + term * rowBytes, layout.queries, bag.weights[index] ?? 0, rowBytes);
  });
}

/** Makes the columns orthonormal by the Cholesky factor of their products, in double precision. */
function orthonormalise(basis: Float32Array, dimensions: number): void {
  const factor = choleskyFactor(columnProducts(basis, dimensions), dimensions);
  const row = new Float64Array(dimensions);
  for (let start = 0; start < basis.length; start += dimensions) {
    for (let column = 0; column < dimensions; column++) {
      let value = basis[start + column] ?? 0;
      const from = column * dimensions;
      for (let before = 0; before < column; before++)
        value -= (row[before] ?? 0) * (factor[from + before] ?? 0);
      row[column] = value / (factor[from + column] ?? 1);
    }
    basis.set(row, start);
  }
}

function columnProducts(basis: Float32Array, dimensions: number): Float64Array {
  const products = new Float64Array(dimensions * dimensions);
  for (let start = 0; start < basis.length; start += dimensions) {
    for (let row = 0; row < dimensions; row++) {
      const value = basis[start + row] ?? 0;
      for (let column = 0; column <= row; column++) {
        const at = row * dimensions + column;
        products[at] = (products[at] ?? 0) + value * (basis[start + column] ?? 0);
      }
    }
  }
  return products;
}

/** The lower triangle L with L·Lᵀ = products. A dependent column gets a tiny pivot instead of none. */
function choleskyFactor(products: Float64Array, dimensions: number): Float64Array {
  const factor = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column <= row; column++) {
      let value = products[row * dimensions + column] ?? 0;
      for (let at = 0; at < column; at++) {
        value -= (factor[row * dimensions + at] ?? 0) * (factor[column * dimensions + at] ?? 0);
      }
      factor[row * dimensions + column] =
        row === column
          ? Math.sqrt(Math.max(value, 1e-20))
          : value / (factor[column * dimensions + column] ?? 1);
    }
  }
  return factor;
}
