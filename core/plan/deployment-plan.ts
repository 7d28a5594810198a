import type { JsonObject } from '../blueprint/json.ts';
import type { Ids } from '../ports/ports.ts';
import { bindInputs } from './bind-inputs.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import type { InputProblem } from './input-problem.ts';
import { expandInstances } from './instances/expand.ts';
import { InstanceFault } from './instances/instance-fault.ts';
import type { BlueprintPlan, DeploymentPlan } from './plan.ts';

export type DeploymentPlanResult =
  | { plan: DeploymentPlan; problems: [] }
  | { plan: null; problems: [InputProblem, ...InputProblem[]] };

export interface DeploymentPlanOptions {
  /** Refuse plans with more node instances (reliability P11). Default 10,000. */
  maxInstances?: number;
  /** Ids of instances that other deployments use, by node; new ones differ from them. */
  existingInstanceIds?: Readonly<Record<string, readonly string[]>>;
}

const defaultMaxInstances = 10_000;

/**
 * Binds inputs, evaluates the functions that can be evaluated without running anything, and expands node instances.
 * Reports all problems of the inputs at once and never throws for bad input. `plan` is not changed; parts of it that
 * need no change are shared with the result.
 */
export function createDeploymentPlan(
  plan: BlueprintPlan,
  inputs: JsonObject,
  ids: Ids & DeploymentPlanOptions,
): DeploymentPlanResult {
  const bound = bindInputs(plan, inputs);
  const [first, ...rest] = bound.problems;
  if (first !== undefined) return { plan: null, problems: [first, ...rest] };
  const evaluated = evaluatePlan(plan, bound.values);
  if (evaluated.plan === null) return { plan: null, problems: evaluated.problems };
  try {
    const instances = expandInstances(evaluated.plan, ids, {
      limit: ids.maxInstances ?? defaultMaxInstances,
      existingIds: ids.existingInstanceIds ?? {},
    });
    return {
      plan: { ...evaluated.plan, inputs: bound.values, node_instances: instances, inter_deployment_functions: [] },
      problems: [],
    };
  } catch (error) {
    if (error instanceof InstanceFault) {
      return { plan: null, problems: [{ input: null, message: error.message }] };
    }
    throw error;
  }
}
