import { createContrastPhases } from './contrast-phases.ts';
import { createDrawingPhase } from './drawing-phase.ts';
import type { Kernels } from './kernels.ts';
import { createMovingPhase } from './moving-phase.ts';
import { createPhaseContext, type Phase } from './phase.ts';
import type { Workspace } from './workspace.ts';

/** The phases of one step: draw pairs and embed them, compare all with all, and move the vectors of the terms. */
export function createPhases(workspace: Workspace, kernels: Kernels): readonly Phase[] {
  const context = createPhaseContext(workspace, kernels);
  return [createDrawingPhase(context), ...createContrastPhases(context), createMovingPhase(context)];
}
