import type { Kernels } from './kernels.ts';
import { type Bag, drawPair } from './pairs.ts';
import { createRandom } from './random.ts';
import type { Workspace } from './workspace.ts';

/** Rows that one task of a phase works on. Fixed, so that sums are formed alike whatever the number of threads. */
const BLOCK = 64;
const PARTITIONS = 16;
const MEAN_DECAY = 0.9;
const VARIANCE_DECAY = 0.999;
const EPSILON = 1e-8;

/** What one batch is drawn from. */
export interface StepPlace {
  readonly epoch: number;
  /** Counted over all epochs, from 0. */
  readonly step: number;
  readonly totalSteps: number;
  /** The documents of the batch. */
  readonly documents: Int32Array;
}

/** One part of a step. Tasks of a phase write to places of their own; a phase needs all of the one before. */
export interface Phase {
  readonly tasks: number;
  run(task: number, place: StepPlace): void;
}

/**
 * The phases of one step of contrastive learning with in-batch negatives (InfoNCE, van den Oord et al. 2018, in both
 * directions): draw pairs, embed both sides, compare all with all, and move the vectors of the terms.
 */
export function createPhases(workspace: Workspace, kernels: Kernels): readonly Phase[] {
  const { recipe, layout, bags, dataset } = workspace;
  const { batch, dimensions } = recipe;
  const rowBytes = dimensions * 4;
  const batchBytes = batch * 4;
  const floats = (start: number, length: number) => new Float32Array(workspace.memory.buffer, start, length);
  const similarities = floats(layout.similarities, batch * batch);
  const rowSums = floats(layout.rowSums, batch);
  const columnSums = floats(layout.columnSums, batch);
  const losses = floats(layout.losses, batch);
  const transposed = floats(layout.documentsTransposed, batch * dimensions);
  const sides = [
    { vectors: layout.queries, change: layout.queryChange, norms: floats(layout.queryNorms, batch) },
    { vectors: layout.documents, change: layout.documentChange, norms: floats(layout.documentNorms, batch) },
  ] as const;

  function embed(bag: Bag, side: 0 | 1, position: number): void {
    const text = side * batch + position;
    const { vectors, norms } = sides[side];
    const vector = floats(vectors + position * rowBytes, dimensions).fill(0);
    bags.counts[text] = bag.terms.length;
    bags.terms.set(bag.terms, text * bags.width);
    bags.weights.set(bag.weights, text * bags.width);
    bag.terms.forEach((term, index) => {
      kernels.addScaled(
        vector.byteOffset,
        layout.parameters + term * rowBytes,
        bag.weights[index] ?? 0,
        rowBytes,
      );
    });
    let square = 0;
    for (const value of vector) square += value * value;
    const norm = Math.sqrt(square) + 1e-12;
    norms[position] = norm;
    for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) / norm;
    if (side === 1)
      for (let at = 0; at < dimensions; at++) transposed[at * batch + position] = vector[at] ?? 0;
  }

  /** Turns the change wanted of a unit vector into the change wanted of the sum before it was normalised. */
  function undoNormalising(side: 0 | 1, from: number): void {
    const { vectors, change, norms } = sides[side];
    for (let position = from; position < from + BLOCK; position++) {
      const unit = floats(vectors + position * rowBytes, dimensions);
      const wanted = floats(change + position * rowBytes, dimensions);
      let along = 0;
      for (let at = 0; at < dimensions; at++) along += (wanted[at] ?? 0) * (unit[at] ?? 0);
      const norm = norms[position] ?? 1;
      for (let at = 0; at < dimensions; at++) {
        wanted[at] = ((wanted[at] ?? 0) - along * (unit[at] ?? 0)) / norm;
      }
    }
  }

  const drawing: Phase = {
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

  const comparing: Phase = {
    tasks: batch / BLOCK,
    run(task) {
      const from = task * BLOCK;
      const query = layout.queries + from * rowBytes;
      const result = layout.similarities + from * batchBytes;
      kernels.multiply(
        BLOCK,
        batch,
        dimensions,
        query,
        rowBytes,
        4,
        layout.documentsTransposed,
        batchBytes,
        result,
        batchBytes,
      );
      for (let row = from; row < from + BLOCK; row++) {
        let sum = 0;
        for (let at = row * batch; at < (row + 1) * batch; at++) {
          // A cosine is at most 1, so that this never overflows.
          const value = Math.exp(((similarities[at] ?? 0) - 1) / recipe.temperature);
          similarities[at] = value;
          sum += value;
        }
        rowSums[row] = sum;
      }
    },
  };

  const summing: Phase = {
    tasks: batch / BLOCK,
    run(task) {
      const sums = columnSums.subarray(task * BLOCK, (task + 1) * BLOCK).fill(0);
      for (let row = 0; row < batch; row++) {
        const start = row * batch + task * BLOCK;
        for (let at = 0; at < BLOCK; at++) sums[at] = (sums[at] ?? 0) + (similarities[start + at] ?? 0);
      }
    },
  };

  const queryChanges: Phase = {
    tasks: batch / BLOCK,
    run(task) {
      const from = task * BLOCK;
      const scale = 1 / (batch * recipe.temperature);
      for (let row = from; row < from + BLOCK; row++) {
        const own = similarities[row * batch + row] ?? 0;
        const rowSum = rowSums[row] ?? 1;
        losses[row] = -0.5 * (Math.log(own / rowSum) + Math.log(own / (columnSums[row] ?? 1)));
        for (let column = 0; column < batch; column++) {
          const value = similarities[row * batch + column] ?? 0;
          const share = 0.5 * value * (1 / rowSum + 1 / (columnSums[column] ?? 1));
          similarities[row * batch + column] = scale * (column === row ? share - 1 : share);
        }
      }
      kernels.multiply(
        BLOCK,
        dimensions,
        batch,
        layout.similarities + from * batchBytes,
        batchBytes,
        4,
        layout.documents,
        rowBytes,
        layout.queryChange + from * rowBytes,
        rowBytes,
      );
      undoNormalising(0, from);
    },
  };

  const documentChanges: Phase = {
    tasks: batch / BLOCK,
    run(task) {
      const from = task * BLOCK;
      kernels.multiply(
        BLOCK,
        dimensions,
        batch,
        layout.similarities + from * 4,
        4,
        batchBytes,
        layout.queries,
        rowBytes,
        layout.documentChange + from * rowBytes,
        rowBytes,
      );
      undoNormalising(1, from);
    },
  };

  const touched = new Uint8Array(workspace.termCount);
  const moving: Phase = {
    tasks: PARTITIONS,
    run(task, { step, totalSteps }) {
      const rows: number[] = [];
      for (let text = 0; text < 2 * batch; text++) {
        const change =
          text < batch
            ? layout.queryChange + text * rowBytes
            : layout.documentChange + (text - batch) * rowBytes;
        const end = text * bags.width + (bags.counts[text] ?? 0);
        for (let at = text * bags.width; at < end; at++) {
          const term = bags.terms[at] ?? 0;
          if (term % PARTITIONS !== task) continue;
          if (touched[term] === 0) {
            touched[term] = 1;
            rows.push(term);
          }
          kernels.addScaled(layout.gradient + term * rowBytes, change, bags.weights[at] ?? 0, rowBytes);
        }
      }
      const decayed = recipe.rate * 0.5 * (1 + Math.cos((Math.PI * step) / totalSteps));
      const correction = Math.sqrt(1 - VARIANCE_DECAY ** (step + 1)) / (1 - MEAN_DECAY ** (step + 1));
      for (const term of rows) {
        touched[term] = 0;
        const at = term * rowBytes;
        kernels.adam(
          layout.parameters + at,
          layout.gradient + at,
          layout.mean + at,
          layout.variance + at,
          rowBytes,
          decayed * correction,
          MEAN_DECAY,
          VARIANCE_DECAY,
          EPSILON,
        );
      }
    },
  };

  return [drawing, comparing, summing, queryChanges, documentChanges, moving];
}
