import type { Dataset } from './dataset.ts';
import { createKernelMemory } from './kernels.ts';
import type { Recipe } from './recipe.ts';

/** Where everything lies in the kernels' memory: byte addresses of arrays of 32-bit floats, row by row. */
export interface Layout {
  /** vocabulary × dimensions each. */
  readonly parameters: number;
  readonly gradient: number;
  readonly mean: number;
  readonly variance: number;
  /** batch × dimensions each: unit vectors of both sides, and what the loss wants changed in them. */
  readonly queries: number;
  readonly documents: number;
  readonly queryChange: number;
  readonly documentChange: number;
  /** dimensions × batch: the documents' vectors transposed. */
  readonly documentsTransposed: number;
  /** batch × batch. */
  readonly similarities: number;
  /** batch each. */
  readonly queryNorms: number;
  readonly documentNorms: number;
  readonly rowSums: number;
  readonly columnSums: number;
  readonly losses: number;
  readonly end: number;
}

function planLayout(terms: number, recipe: Recipe): Layout {
  const table = terms * recipe.dimensions;
  const side = recipe.batch * recipe.dimensions;
  let end = 0;
  const take = (floats: number): number => {
    const start = end;
    end += Math.ceil((floats * 4) / 64) * 64;
    return start;
  };
  const parts = {
    parameters: take(table),
    gradient: take(table),
    mean: take(table),
    variance: take(table),
    queries: take(side),
    documents: take(side),
    queryChange: take(side),
    documentChange: take(side),
    documentsTransposed: take(side),
    similarities: take(recipe.batch * recipe.batch),
    queryNorms: take(recipe.batch),
    documentNorms: take(recipe.batch),
    rowSums: take(recipe.batch),
    columnSums: take(recipe.batch),
    losses: take(recipe.batch),
  };
  return { ...parts, end };
}

/** The bags of one batch: text i (a query, or after all queries a document) has `counts[i]` terms from i × `width` on. */
export interface BatchBags {
  readonly width: number;
  readonly counts: Int32Array<SharedArrayBuffer>;
  readonly terms: Int32Array<SharedArrayBuffer>;
  readonly weights: Float32Array<SharedArrayBuffer>;
}

/** Everything that the threads share. Survives being posted to a worker. */
export interface Workspace {
  readonly recipe: Recipe;
  readonly termCount: number;
  readonly dataset: Dataset;
  readonly layout: Layout;
  readonly memory: WebAssembly.Memory;
  readonly bags: BatchBags;
  readonly barrier: Int32Array<SharedArrayBuffer>;
  readonly threads: number;
  /** Steps of one epoch; the records that do not fill a batch wait for another epoch's order. */
  readonly stepsPerEpoch: number;
}

export function createWorkspace(
  recipe: Recipe,
  termCount: number,
  dataset: Dataset,
  barrier: Int32Array<SharedArrayBuffer>,
  threads: number,
): Workspace {
  const layout = planLayout(termCount, recipe);
  const texts = 2 * recipe.batch;
  const width = Math.max(1, dataset.longest);
  return {
    recipe,
    termCount,
    dataset,
    layout,
    memory: createKernelMemory(layout.end),
    bags: {
      width,
      counts: new Int32Array(new SharedArrayBuffer(texts * 4)),
      terms: new Int32Array(new SharedArrayBuffer(texts * width * 4)),
      weights: new Float32Array(new SharedArrayBuffer(texts * width * 4)),
    },
    barrier,
    threads,
    stepsPerEpoch: Math.floor(dataset.documents / recipe.batch),
  };
}
