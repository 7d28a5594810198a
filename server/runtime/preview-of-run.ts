import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { EngineSettings } from '../../core/engine/protocol.ts';
import type { RunLimits, WorkflowDefinition, WorkflowTurn } from '../../core/workflow/definition.ts';
import type { WorkflowModel } from '../../core/workflow/model.ts';
import { previewRun, type RunPreview } from '../../core/workflow/preview/preview-run.ts';
import { seededIds } from './seeded-ids.ts';

/** A run that has not begun. */
export interface ComingRun {
  definition: WorkflowDefinition;
  model: WorkflowModel;
  /** The name under which the blueprint declares it. */
  workflow: string;
  parameters: JsonObject;
  settings: EngineSettings;
  seed: string;
  limits: RunLimits;
  surroundings?: WorkflowTurn['surroundings'];
}

/**
 * What a run would do now, with the first `mostListed` of its operations. Its hash tells whether it is what a person
 * approved: preview and run ask this same question, and the answer depends on nothing else.
 * @throws WorkflowRefusal when the workflow cannot be done.
 */
export async function previewOfRun(run: ComingRun, mostListed = 0): Promise<RunPreview> {
  const { dryRun: _, ...settings } = run.settings;
  return await previewRun({
    workflow: run.definition,
    model: run.model,
    parameters: run.parameters,
    // The id of the execution is not known to a preview; nothing that a workflow does may depend on it.
    execution: { id: run.seed, workflow: run.workflow },
    settings,
    idsOf: (position) => seededIds(run.seed, position),
    limits: run.limits,
    surroundings: run.surroundings,
    createHash: sha256,
    mostListed,
  });
}

function sha256(): { update(text: string): void; digest(): string } {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') };
}
