import type { JsonObject } from '../blueprint/json.ts';
import type { ValuesGetter } from '../dsl/sections/input-constraints.ts';
import type { Ids } from '../ports/ports.ts';
import { bindInputs } from './bind-inputs.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import type { InputProblem } from './input-problem.ts';
import { expandInstances } from './instances/expand.ts';
import { InstanceFault } from './instances/instance-fault.ts';
import { defaultMaxInstances } from './modification/modify-deployment.ts';
import type { BlueprintPlan, DeploymentPlan } from './plan.ts';
import { interDeploymentFunctions, missingSecrets, type SecretNames, secretNamesOf } from './requirements.ts';

export type DeploymentPlanResult =
  | { plan: DeploymentPlan; problems: [] }
  | { plan: null; problems: [InputProblem, ...InputProblem[]] };

export interface DeploymentPlanOptions {
  ids: Ids;
  /** Values of inputs by name. */
  inputs?: JsonObject;
  /** Says which secrets are there; null: there is no store of secrets; absent: secrets are not checked here. */
  secrets?: SecretNames | null;
  /** Knows the things of the product that inputs name; without it such inputs are refused. */
  values?: ValuesGetter | null;
  /** Make texts into numbers and truth values where an input asks for those. */
  autoCorrectTypes?: boolean;
  /** Leave all functions to run time. */
  runtimeOnlyEvaluation?: boolean;
  /** Refuse plans with more node instances (reliability P11). Default 10,000. */
  maxInstances?: number;
  /** Ids of instances that other deployments use, by node; new ones differ from them. */
  existingInstanceIds?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes a deployment's plan of a blueprint's (dsl.md section 0, step 8): binds inputs, evaluates the functions that can
 * be evaluated without running anything, checks secrets, and expands node instances. Reports all problems of one step
 * at once and never throws for bad input. `plan` is not changed; parts of it that need no change are shared with the
 * result.
 */
export function createDeploymentPlan(plan: BlueprintPlan, options: DeploymentPlanOptions): DeploymentPlanResult {
  const { ids, inputs = {}, autoCorrectTypes = false, values = null } = options;
  const bound = bindInputs(plan, inputs, { autoCorrectTypes, values });
  if (bound.problems.length > 0) return refused(bound.problems);
  const evaluated = evaluatePlan(plan, bound.values, { runtimeOnly: options.runtimeOnlyEvaluation ?? false });
  if (evaluated.plan === null) return evaluated;
  if (options.secrets !== undefined) {
    const missing = missingSecrets(secretNamesOf(evaluated.plan), options.secrets);
    if (missing.length > 0) return refused(missing);
  }
  try {
    const limit = options.maxInstances ?? defaultMaxInstances;
    const instances = expandInstances(evaluated.plan, ids, { limit, existingIds: options.existingInstanceIds ?? {} });
    return {
      plan: {
        ...evaluated.plan,
        node_instances: instances,
        inter_deployment_functions: interDeploymentFunctions(evaluated.plan, instances),
      },
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof InstanceFault)) throw error;
    return refused([{ input: null, message: error.message, code: error.code }]);
  }
}

function refused(problems: readonly InputProblem[]): DeploymentPlanResult {
  const [first, ...rest] = problems;
  if (first === undefined) throw new Error('A deployment plan is refused without a reason.');
  return { plan: null, problems: [first, ...rest] };
}
