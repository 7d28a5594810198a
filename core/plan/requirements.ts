import type { Json } from '../blueprint/json.ts';
import { functionOf } from '../dsl/functions/names.ts';
import { callsOf, type FoundCall, type ScannedPlan, type Search } from '../dsl/functions/scan-plan.ts';
import type { InputProblem } from './input-problem.ts';
import type { PlanNodeInstance } from './plan.ts';

const secretReadings: Search = { names: new Set(['get_secret']), order: 'inner first' };
const capabilityReadings: Search = { names: new Set(['get_capability']), order: 'inner first' };

/** The names of the secrets that a plan whose functions are evaluated asks for; those that are made at run time are not known yet. */
export function secretNamesOf(plan: ScannedPlan): Set<string> {
  const names = new Set<string>();
  for (const { call } of callsOf(plan, secretReadings)) {
    const name = Array.isArray(call.args) ? call.args[0] : call.args;
    if (typeof name === 'string') names.add(name);
  }
  return names;
}

/** Which secrets are there. */
export interface SecretNames {
  has(name: string): boolean;
}

/** What is wrong when these secrets are needed and those are there. `known` null: there is no store of secrets. */
export function missingSecrets(needed: ReadonlySet<string>, known: SecretNames | null): InputProblem[] {
  if (needed.size === 0) return [];
  if (known === null) {
    const message = 'The blueprint reads secrets, and there is no store of secrets here.';
    return [{ input: null, code: 9064, message }];
  }
  return [...needed]
    .filter((name) => !known.has(name))
    .map((name) => ({
      input: null,
      code: 9063,
      message: `The blueprint reads the secret "${name}", which is not there. Add it first.`,
    }));
}

/** One reading of another deployment's capability, as the plan lists it (dsl.md section 12). */
interface InterDeploymentFunction {
  [key: string]: Json;
  /** The place in the plan and the function: `outputs.url.value.get_capability`. */
  function_identifier: string;
  /** The deployment's id, when it is written outright, and what is written. */
  target_deployment: [string | null, Json];
  /** Instances that SELF, SOURCE and TARGET stand for when what is written has to be evaluated. */
  context: Record<string, string>;
}

/** Every reading of a capability of another deployment: once for each instance of the node it stands in. */
export function interDeploymentFunctions(
  plan: ScannedPlan,
  instances: readonly PlanNodeInstance[],
): InterDeploymentFunction[] {
  const found: InterDeploymentFunction[] = [];
  let byNode: Map<string, PlanNodeInstance[]> | null = null;
  for (const reading of callsOf(plan, capabilityReadings)) {
    byNode ??= Map.groupBy(instances, (instance) => instance.node_id);
    const [deployment = null] = Array.isArray(reading.call.args) ? reading.call.args : [];
    const literal = functionOf(deployment) === null ? deployment : null;
    const identifier = `${reading.path}.${reading.call.name}`;
    for (const context of contextsOf(reading, byNode)) {
      found.push({
        function_identifier: identifier,
        target_deployment: [literal as string | null, deployment],
        context,
      });
    }
  }
  return found;
}

function contextsOf({ owner }: FoundCall, byNode: Map<string, PlanNodeInstance[]>): Record<string, string>[] {
  if (owner.kind === 'plan') return [{}];
  const instances = byNode.get(owner.node.id) ?? [];
  if (owner.kind === 'node') return instances.map(({ id }) => ({ self: id }));
  const { target_id: node, type } = owner.relationship;
  return instances.flatMap(({ id, relationships }) => {
    const target = relationships.find((to) => to.target_name === node && to.type === type);
    return target === undefined ? [] : [{ self: id, source: id, target: target.target_id }];
  });
}
