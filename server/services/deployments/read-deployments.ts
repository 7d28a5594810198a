import type { NodeInstanceState } from '../../../core/workflow/task-graph.ts';
import { type DeploymentOverview, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import type { DeploymentChange, DeploymentSummary, ExecutionSummary } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

export function toDeploymentSummary(
  row: DeploymentOverview,
  states: Partial<Record<NodeInstanceState, number>>,
  lastExecution: ExecutionSummary | null,
): DeploymentSummary {
  return {
    id: row.id,
    name: row.name,
    blueprint: { id: row.blueprintId, name: row.blueprintName, version: row.blueprintVersion },
    states,
    instanceCount: Object.values(states).reduce((sum, count) => sum + count, 0),
    lastExecution,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  };
}

/** One message at once, then one whenever something of the deployment changed. */
export async function* watchDeployment(
  { db, events }: ServiceDependencies,
  actor: Actor,
  { id, signal }: { id: string; signal: AbortSignal },
): AsyncGenerator<DeploymentChange> {
  if ((await findDeploymentOverview(db, actor.tenant.id, id)) === null) throw notFound('deployment');
  yield* events.watchDeployment(id, signal);
}
