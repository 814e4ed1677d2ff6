import type { Phase, PhaseContext } from './phase.ts';

/** Terms are shared out by their row's remainder, so that no two tasks move the same vector. */
const PARTITIONS = 16;
/** The usual settings of Adam (Kingma and Ba 2015). */
const MEAN_DECAY = 0.9;
const VARIANCE_DECAY = 0.999;
const EPSILON = 1e-8;

/** Moves the vectors of the batch's terms by one step of Adam; terms that the batch does not have stay as they are. */
export function createMovingPhase({ workspace, kernels, sides }: PhaseContext): Phase {
  const { recipe, layout, bags, termCount } = workspace;
  const { batch } = recipe;
  const rowBytes = recipe.dimensions * 4;
  const touched = new Uint8Array(termCount);

  function addGradient(text: number, task: number, rows: number[]): void {
    const change =
      text < batch ? sides[0].change + text * rowBytes : sides[1].change + (text - batch) * rowBytes;
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

  return {
    tasks: PARTITIONS,
    run(task, { step, totalSteps }) {
      const rows: number[] = [];
      for (let text = 0; text < 2 * batch; text++) addGradient(text, task, rows);
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
}
