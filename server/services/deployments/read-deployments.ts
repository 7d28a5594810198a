import type { NodeInstanceState } from '../../../core/workflow/task-graph.ts';
import {
  countInstanceStates,
  type DeploymentOverview,
  findDeploymentOverview,
  listDeployments as listRows,
} from '../../../db/repositories/deployment.ts';
import { listTellingExecutions } from '../../../db/repositories/execution.ts';
import type { DeploymentChange, DeploymentSummary, ExecutionSummary } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { toExecutionSummary } from '../executions/execution-view.ts';
import { notFound } from '../not-found.ts';

/** The tenant's deployments, newest first. */
export async function listDeployments(
  { db }: ServiceDependencies,
  actor: Actor,
  filter: { blueprintId?: string | undefined },
): Promise<DeploymentSummary[]> {
  const rows = await listRows(db, actor.tenant.id, filter);
  const ids = rows.map((row) => row.id);
  const [states, executions] = await Promise.all([countInstanceStates(db, ids), listTellingExecutions(db, ids)]);
  const last = new Map(executions.map((row) => [row.deploymentId, toExecutionSummary(row)]));
  return rows.map((row) => toDeploymentSummary(row, states.get(row.id) ?? {}, last.get(row.id) ?? null));
}

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
