import type { JsonObject } from '../blueprint/json.ts';
import type { Ids } from '../ports/ports.ts';
import type { BlueprintPlan, DeploymentPlan } from './plan.ts';

export type * from './plan.ts';

/** What is wrong with the inputs of a deployment; `input` is null when it is not about one input (e.g. too many instances). */
export interface InputProblem {
  input: string | null;
  message: string;
}

export type DeploymentPlanResult =
  | { plan: DeploymentPlan; problems: [] }
  | { plan: null; problems: [InputProblem, ...InputProblem[]] };

export interface DeploymentPlanOptions {
  /** Refuse plans with more node instances (reliability P11). Default 10,000. */
  maxInstances?: number;
}

/**
 * Binds inputs, evaluates the functions that can be evaluated without running anything, and expands node instances.
 * Reports all problems of the inputs at once and never throws for bad input. `plan` is not changed.
 */
export declare function createDeploymentPlan(
  plan: BlueprintPlan,
  inputs: JsonObject,
  ids: Ids,
  options?: DeploymentPlanOptions,
): DeploymentPlanResult;
