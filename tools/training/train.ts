import { Worker } from 'node:worker_threads';
import { InterruptedError } from '../../src/errors.ts';
import { createBarrierMemory } from './barrier.ts';
import type { Dataset } from './dataset.ts';
import { orderDocuments } from './epoch-order.ts';
import { createKernels } from './kernels.ts';
import { startVectors } from './latent-space.ts';
import type { Recipe } from './recipe.ts';
import type { EpochOrder, WorkerReport, WorkerTask } from './worker.ts';
import { createWorkspace } from './workspace.ts';

export interface TrainingRequest {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
  /** log(documents / documents with the term), by row: rare terms begin with longer vectors. */
  readonly rarity: Float64Array;
  /** How many threads share the work; has no influence on the result. */
  readonly threads: number;
  readonly signal?: AbortSignal;
  onStep?(step: number, steps: number, loss: number): void;
  /** Vectors are those after the epoch, and valid only during the call. */
  onEpoch?(epoch: number, loss: number, vectors: Float32Array): void;
}

/**
 * Learns one vector a term: rows × dimensions, row by row. The same records and recipe give the same bits. Throws
 * InterruptedError when the signal is aborted.
 */
export async function train(request: TrainingRequest): Promise<Float32Array> {
  const { recipe, dataset, rarity, threads } = request;
  const barrier = createBarrierMemory();
  const workspace = createWorkspace(recipe, rarity.length, dataset, barrier, threads);
  const kernels = await createKernels(workspace.memory);
  const size = rarity.length * recipe.dimensions;
  const vectors = new Float32Array(workspace.memory.buffer, workspace.layout.parameters, size);
  startVectors(workspace, kernels, rarity);
  const workers = Array.from({ length: threads }, (_, thread) => {
    const workerData: WorkerTask = { workspace, thread };
    return new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  });
  try {
    for (let epoch = 0; epoch < recipe.epochs; epoch++) {
      const order = orderDocuments(workspace, kernels, epoch);
      const loss = await runEpoch(workers, { epoch, order }, request, workspace.stepsPerEpoch);
      request.onEpoch?.(epoch, loss, vectors);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return vectors.slice();
}

/** Resolves with the mean loss when every thread is through. */
function runEpoch(
  workers: readonly Worker[],
  orders: EpochOrder,
  request: TrainingRequest,
  steps: number,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let waiting = workers.length;
  const onMessage = (report: WorkerReport) => {
    switch (report.kind) {
      case 'step':
        request.onStep?.(orders.epoch * steps + report.step + 1, request.recipe.epochs * steps, report.loss);
        return;
      case 'epoch':
        waiting -= 1;
        if (waiting === 0) resolve(report.loss);
        return;
      default:
        report satisfies never;
    }
  };
  const onExit = (code: number) => reject(new Error(`a training thread ended early (exit code ${code})`));
  const onAbort = () => reject(new InterruptedError('training was interrupted'));
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted) onAbort();
  for (const worker of workers) {
    worker.on('message', onMessage).on('error', reject).on('exit', onExit);
    worker.postMessage(orders);
  }
  return promise.finally(() => {
    request.signal?.removeEventListener('abort', onAbort);
    for (const worker of workers) worker.off('message', onMessage).off('error', reject).off('exit', onExit);
  });
}
