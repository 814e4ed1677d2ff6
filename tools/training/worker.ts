import { parentPort, workerData } from 'node:worker_threads';
import { waitForAll } from './barrier.ts';
import { createKernels } from './kernels.ts';
import { createPhases } from './step.ts';
import type { Workspace } from './workspace.ts';

/** What a thread is started with. */
export interface WorkerTask {
  readonly workspace: Workspace;
  /** 0 … threads − 1; thread 0 reports. */
  readonly thread: number;
}

/** From the main thread: do this epoch. */
export interface EpochOrder {
  readonly epoch: number;
  /** The documents in the order in which the epoch goes through them. */
  readonly order: Int32Array;
}

/** From a thread. */
export type WorkerReport =
  | { readonly kind: 'step'; readonly step: number; readonly loss: number }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly loss: number };

/** What this file's thread is told and asked for; parsed nowhere else, since only train.ts starts it. */
async function serve(port: NonNullable<typeof parentPort>, task: WorkerTask): Promise<void> {
  const { workspace, thread } = task;
  const { recipe, layout, stepsPerEpoch, threads } = workspace;
  const kernels = await createKernels(workspace.memory);
  const phases = createPhases(workspace, kernels);
  const losses = new Float32Array(workspace.memory.buffer, layout.losses, recipe.batch);
  const send = (report: WorkerReport) => port.postMessage(report);

  port.on('message', ({ epoch, order }: EpochOrder) => {
    let sum = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      const place = {
        epoch,
        step: epoch * stepsPerEpoch + step,
        totalSteps: recipe.epochs * stepsPerEpoch,
        documents: order.subarray(step * recipe.batch, (step + 1) * recipe.batch),
      };
      for (const phase of phases) {
        for (let part = thread; part < phase.tasks; part += threads) phase.run(part, place);
        waitForAll(workspace.barrier, threads);
      }
      const loss = losses.reduce((total, value) => total + value, 0) / recipe.batch;
      sum += loss;
      if (thread === 0) send({ kind: 'step', step, loss });
      waitForAll(workspace.barrier, threads);
    }
    send({ kind: 'epoch', epoch, loss: sum / stepsPerEpoch });
  });
}

if (parentPort === null) throw new Error('this file runs as a worker thread of the trainer');
await serve(parentPort, workerData as WorkerTask);
