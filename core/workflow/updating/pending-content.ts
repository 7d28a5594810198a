import type { PlanNodeInstance } from '../../plan/plan.ts';
import type { PlannedUpdate } from '../../plan/update/plan-update.ts';
import type { WorkflowInstance } from '../model.ts';
import type { PendingUpdate } from '../pending-update.ts';

/** What a planned update changes, as the update that waits to be carried out keeps it. */
export function pendingContent({
  steps,
  added,
  removed,
  related,
}: PlannedUpdate): Pick<PendingUpdate, 'steps' | 'added' | 'removed' | 'related'> {
  return { steps, added: added.map(newInstance), removed, related };
}

function newInstance(instance: PlanNodeInstance): WorkflowInstance {
  return {
    id: instance.id,
    nodeName: instance.node_id,
    state: 'uninitialized',
    hostId: instance.host_id ?? null,
    relationships: instance.relationships,
    scalingGroups: instance.scaling_groups ?? [],
    systemProperties: {},
  };
}
