import type { Ids } from '../../ports/ports.ts';
import type { UpdateStep } from '../../workflow/pending-update.ts';
import type { InputProblem } from '../input-problem.ts';
import { InstanceFault } from '../instances/instance-fault.ts';
import { defaultMaxInstances, instancesAfter, type ModificationOptions } from '../modification/modify-deployment.ts';
import type { PlanInstanceRelationship, PlanNodeInstance } from '../plan.ts';
import { interDeploymentFunctions } from '../requirements.ts';
import { isSame } from './entity-steps.ts';
import { modelSteps, type PlanModel } from './model-steps.ts';
import { updatedNumbers } from './numbers.ts';
import { replacedNodes } from './replaced-nodes.ts';

/** A deployment as it is, and the plan that it is to have, its inputs bound. */
export interface UpdateRequest {
  before: PlanModel;
  after: PlanModel;
  /** All instances, in the order in which surplus ones are removed. */
  instances: readonly PlanNodeInstance[];
}

/** What an update comes to. */
export interface PlannedUpdate {
  /** The new plan, with the numbers of instances that the deployment has after the update. */
  plan: PlanModel;
  steps: UpdateStep[];
  added: PlanNodeInstance[];
  /** Ids, in the order of the request. */
  removed: string[];
  /** Instances that stay and whose relationships change, with all that they have afterwards, in the order of the plan. */
  related: { id: string; relationships: PlanInstanceRelationship[] }[];
}

export type UpdatePlanResult =
  | { update: PlannedUpdate; problems: [] }
  | { update: null; problems: [InputProblem, ...InputProblem[]] };

/**
 * Compares the model that a deployment has with the one that it is to have (runtime.md A.11): what differs, which
 * instances come and go, and which of the others gain or lose relationships. Nothing that is given is changed. Linear
 * in the sizes of both models.
 */
export function planUpdate(request: UpdateRequest, with_: Ids & ModificationOptions): UpdatePlanResult {
  const { before, after, instances } = request;
  const replaced = replacedNodes(before, after);
  const { plan, changes } = updatedNumbers(before, after, replaced);
  const kept = instances.filter(({ node_id }) => !replaced.has(node_id));
  try {
    const modification = {
      nodes: plan.nodes,
      previous_nodes: before.nodes,
      previous_node_instances: kept,
      scaling_groups: plan.scaling_groups,
      modified_nodes: changes,
    };
    // What scaling has made is never too much.
    const maxInstances = Math.max(with_.maxInstances ?? defaultMaxInstances, instances.length);
    const left = instancesAfter(modification, { maxInstances, ...freshIds(with_, instances, replaced) });
    const inter_deployment_functions = interDeploymentFunctions(plan, [...left.values()]);
    const update = {
      plan: { ...plan, inter_deployment_functions },
      steps: modelSteps(before, plan, replaced),
      ...changedInstances(instances, left),
    };
    return { update, problems: [] };
  } catch (error) {
    if (!(error instanceof InstanceFault)) throw error;
    return { update: null, problems: [{ input: null, message: error.message, code: error.code }] };
  }
}

/** Ids whose ends no instance of a replaced node has: the layout is not told of those. */
function freshIds(ids: Ids, instances: readonly PlanNodeInstance[], replaced: ReadonlySet<string>): Ids {
  const used = new Set<string>();
  for (const { id, node_id } of instances) if (replaced.has(node_id)) used.add(id.slice(node_id.length + 1));
  return {
    uuid: () => ids.uuid(),
    suffix: (length) => {
      let suffix = ids.suffix(length);
      while (used.has(suffix)) suffix = ids.suffix(length);
      return suffix;
    },
  };
}

function changedInstances(
  before: readonly PlanNodeInstance[],
  after: ReadonlyMap<string, PlanNodeInstance>,
): Pick<PlannedUpdate, 'added' | 'removed' | 'related'> {
  const known = new Set(before.map(({ id }) => id));
  const removed: string[] = [];
  const related: PlannedUpdate['related'] = [];
  for (const { id, relationships } of before) {
    const left = after.get(id);
    if (left === undefined) removed.push(id);
    else if (!isSame(relationships, left.relationships)) related.push({ id, relationships: left.relationships });
  }
  return { added: [...after.values()].filter(({ id }) => !known.has(id)), removed, related };
}
