import { BLOCK, type Phase, type PhaseContext } from './phase.ts';

/**
 * Compares every query of the batch with every document and says how each vector is to change: the loss is InfoNCE (van den Oord
 * et al. 2018) over the other pairs of the batch, half from the queries' side and half from the documents'.
 */
export function createContrastPhases(context: PhaseContext): readonly Phase[] {
  const { workspace, kernels, floats } = context;
  const { recipe, layout } = workspace;
  const { batch, dimensions, temperature } = recipe;
  const rowBytes = dimensions * 4;
  const batchBytes = batch * 4;
  const similarities = floats(layout.similarities, batch * batch);
  const rowSums = floats(layout.rowSums, batch);
  const columnSums = floats(layout.columnSums, batch);
  const losses = floats(layout.losses, batch);
  const tasks = batch / BLOCK;

  /** similarities = exp((cosine − 1) / temperature), and their sums by row. */
  function compare(task: number): void {
    const from = task * BLOCK;
    kernels.multiply(
      ...([BLOCK, batch, dimensions] as const),
      ...([layout.queries + from * rowBytes, rowBytes, 4] as const),
      ...([layout.documentsTransposed, batchBytes] as const),
      ...([layout.similarities + from * batchBytes, batchBytes] as const),
    );
    for (let row = from; row < from + BLOCK; row++) {
      let sum = 0;
      for (let at = row * batch; at < (row + 1) * batch; at++) {
        // A cosine is at most 1, so that this never overflows.
        const value = Math.exp(((similarities[at] ?? 0) - 1) / temperature);
        similarities[at] = value;
        sum += value;
      }
      rowSums[row] = sum;
    }
  }

  function sumColumns(task: number): void {
    const sums = columnSums.subarray(task * BLOCK, (task + 1) * BLOCK).fill(0);
    for (let row = 0; row < batch; row++) {
      const start = row * batch + task * BLOCK;
      for (let at = 0; at < BLOCK; at++) sums[at] = (sums[at] ?? 0) + (similarities[start + at] ?? 0);
    }
  }

  /** Turns similarities into the loss's slope along each cosine, and from these finds how the queries are to change. */
  function changeQueries(task: number): void {
    const from = task * BLOCK;
    const scale = 1 / (batch * temperature);
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
      ...([BLOCK, dimensions, batch] as const),
      ...([layout.similarities + from * batchBytes, batchBytes, 4] as const),
      ...([layout.documents, rowBytes] as const),
      ...([layout.queryChange + from * rowBytes, rowBytes] as const),
    );
    undoNormalising(context, 0, from);
  }

  function changeDocuments(task: number): void {
    const from = task * BLOCK;
    kernels.multiply(
      ...([BLOCK, dimensions, batch] as const),
      ...([layout.similarities + from * 4, 4, batchBytes] as const),
      ...([layout.queries, rowBytes] as const),
      ...([layout.documentChange + from * rowBytes, rowBytes] as const),
    );
    undoNormalising(context, 1, from);
  }

  return [compare, sumColumns, changeQueries, changeDocuments].map((run) => ({ tasks, run }));
}

/** Turns the change wanted of unit vectors into the change wanted of the sums before they were normalised. */
function undoNormalising({ workspace, sides, floats }: PhaseContext, side: 0 | 1, from: number): void {
  const { dimensions } = workspace.recipe;
  const { vectors, change, norms } = sides[side];
  for (let position = from; position < from + BLOCK; position++) {
    const unit = floats(vectors + position * dimensions * 4, dimensions);
    const wanted = floats(change + position * dimensions * 4, dimensions);
    let along = 0;
    for (let at = 0; at < dimensions; at++) along += (wanted[at] ?? 0) * (unit[at] ?? 0);
    const norm = norms[position] ?? 1;
    for (let at = 0; at < dimensions; at++) wanted[at] = ((wanted[at] ?? 0) - along * (unit[at] ?? 0)) / norm;
  }
}
