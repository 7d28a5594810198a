import type { Json } from '../../core/blueprint/json.ts';
import type { OperationOutcome } from '../../core/engine/protocol.ts';
import type {
  RunLimits,
  RunSurroundings,
  WorkflowDefinition,
  WorkflowStep,
  WorkflowTurn,
} from '../../core/workflow/definition.ts';
import type { WorkflowModel } from '../../core/workflow/model.ts';
import { builtinWorkflows } from '../../core/workflow/workflows.ts';
import type { ExecutionRow } from '../../db/repositories/execution.ts';
import type { RuntimeDependencies } from './ports.ts';
import { seededIds } from './seeded-ids.ts';

const builtinPrefix = 'cloudify.plugins.workflows.';

/**
 * The workflow behind a name: of the mapping that the plan declares for it. An update can leave the deployment with a
 * plan that no longer declares it, then the name alone decides. Undefined when this server has none.
 */
export function findWorkflow(
  plugins: RuntimeDependencies['workflows'],
  declared: Readonly<Record<string, { operation: string }>>,
  name: string,
): WorkflowDefinition | undefined {
  const mapping = Object.hasOwn(declared, name) ? declared[name]?.operation : undefined;
  const operation = mapping ?? `${builtinPrefix}${name}`;
  return builtinWorkflows[operation] ?? plugins?.get(operation);
}

/** Where a workflow stands when it is asked for its next step. */
export interface Standing {
  position: number;
  memory: Json;
  ended: WorkflowTurn['ended'];
  results: ReadonlyMap<string, OperationOutcome>;
}

/** The run that a workflow is asked for. */
export interface AskedRun {
  row: ExecutionRow;
  model: WorkflowModel;
  limits: RunLimits;
  surroundings: RunSurroundings;
}

/** Asks a workflow for its next step. Rejects as the workflow does. */
export async function askWorkflow(
  definition: WorkflowDefinition,
  { row, model, limits, surroundings }: AskedRun,
  standing: Standing,
): Promise<WorkflowStep> {
  return await definition.next({
    model,
    parameters: row.parameters,
    execution: { id: row.id, workflow: row.workflow },
    subgraphRetries: row.settings.subgraphRetries ?? 0,
    ids: seededIds(row.seed, standing.position),
    limits,
    surroundings,
    ...standing,
  });
}
