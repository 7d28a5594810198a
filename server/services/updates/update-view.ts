import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { PlanInstanceRelationship } from '../../../core/plan/plan.ts';
import type { DeploymentUpdateRow, UpdateOverview } from '../../../db/repositories/deployment-update.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import type { UpdateStatus, UpdateSummary, UpdateView } from '../../api/update-contract.ts';

/** What people see of an update in a list. */
export function toUpdateSummary(row: UpdateOverview): UpdateSummary {
  const { id, deploymentId, deploymentName, from, to, executionId, createdBy } = row;
  return {
    id,
    deploymentId,
    deploymentName,
    status: statusOf(row.executionStatus),
    adoptedAt: row.adoptedAt?.toISOString() ?? null,
    from,
    to,
    executionId,
    createdAt: row.createdAt.toISOString(),
    createdBy,
  };
}

function statusOf(execution: ExecutionStatus | null): UpdateStatus {
  if (execution === null) return 'planned';
  if (execution === 'terminated') return 'succeeded';
  return execution === 'failed' || execution === 'cancelled' ? execution : 'running';
}

/** An instance as far as an update's view needs it. */
export interface ViewedInstance {
  id: string;
  nodeName: string;
  relationships: readonly PlanInstanceRelationship[];
}

/**
 * What people see of an update. `instances`: those of the deployment as they are now; of one that has been carried out
 * nothing is known any more of what related instances lost. `mask` hides secrets.
 */
export function toUpdateView(
  overview: UpdateOverview,
  row: DeploymentUpdateRow,
  { instances, mask }: { instances: readonly ViewedInstance[]; mask: (object: JsonObject) => JsonObject },
): UpdateView {
  const { steps, added, removed, related } = row.content;
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  return {
    ...toUpdateSummary(overview),
    oldInputs: mask(row.oldInputs),
    newInputs: mask(row.newInputs),
    steps: [...steps],
    added: added.map(({ id, nodeName }) => ({ id, node: nodeName })),
    removed: removed.map((id) => ({ id, node: known.get(id)?.nodeName ?? nodeOf(id) })),
    related: related.map(({ id, relationships }) => {
      const before = known.get(id);
      const node = before?.nodeName ?? nodeOf(id);
      if (before === undefined || row.adoptedAt !== null) return { id, node, gained: [], lost: [] };
      return { id, node, ...differenceOf(before.relationships, relationships) };
    }),
  };
}

/** Ids are the name of the node, `_` and a random end. */
function nodeOf(id: string): string {
  return id.slice(0, id.lastIndexOf('_'));
}

function differenceOf(
  before: readonly PlanInstanceRelationship[],
  after: readonly PlanInstanceRelationship[],
): { gained: string[]; lost: string[] } {
  const keyOf = ({ type, target_id }: PlanInstanceRelationship) => `${type} ${target_id}`;
  const targetsIn = (list: readonly PlanInstanceRelationship[], others: readonly PlanInstanceRelationship[]) => {
    const keys = new Set(others.map(keyOf));
    return list.filter((relationship) => !keys.has(keyOf(relationship))).map(({ target_id }) => target_id);
  };
  return { gained: targetsIn(after, before), lost: targetsIn(before, after) };
}
