import type { Kernels } from './kernels.ts';
import type { Workspace } from './workspace.ts';

/** Rows that one task of a phase works on. Fixed, so that sums are formed alike whatever the number of threads. */
export const BLOCK = 64;

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

/** One side of the batch's pairs: 0 asks, 1 is to be found. */
export interface Side {
  /** Byte addresses of batch × dimensions floats. */
  readonly vectors: number;
  readonly change: number;
  /** Lengths of the sums before they were normalised. */
  readonly norms: Float32Array;
}

/** What all phases of a thread share. */
export interface PhaseContext {
  readonly workspace: Workspace;
  readonly kernels: Kernels;
  readonly sides: readonly [Side, Side];
  /** A view on `length` floats at a byte address. */
  floats(address: number, length: number): Float32Array<SharedArrayBuffer>;
}

export function createPhaseContext(workspace: Workspace, kernels: Kernels): PhaseContext {
  const { layout, recipe, memory } = workspace;
  const floats = (address: number, length: number) => new Float32Array(memory.buffer, address, length);
  return {
    workspace,
    kernels,
    floats,
    sides: [
      {
        vectors: layout.queries,
        change: layout.queryChange,
        norms: floats(layout.queryNorms, recipe.batch),
      },
      {
        vectors: layout.documents,
        change: layout.documentChange,
        norms: floats(layout.documentNorms, recipe.batch),
      },
    ],
  };
}
