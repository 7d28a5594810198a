import type { WorkflowModel } from '../../../core/workflow/model.ts';
import type { DeploymentRow } from '../../../db/repositories/deployment.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';

/** What workflows are built from, from a deployment's rows; without an update. */
export function workflowModelOf(
  { plan, dialect }: Pick<DeploymentRow, 'plan' | 'dialect'>,
  instances: readonly NodeInstanceRow[],
  modification: WorkflowModel['modification'],
): WorkflowModel {
  return {
    nodes: new Map(plan.nodes.map((node) => [node.name, node])),
    instances,
    scalingGroups: plan.scaling_groups,
    dialect,
    modification,
    update: null,
  };
}
