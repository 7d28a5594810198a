import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import type { DeploymentPlan, PlanInput, PlanNode } from './plan.ts';

/** Another deployment that a plan names, and where. */
export interface DeploymentUse {
  /** Name or id, as it is written. */
  target: string;
  /** E.g. `nodes.web.properties.address.get_capability`, `inputs.backend`. */
  creator: string;
}

type UsingPlan = Pick<DeploymentPlan, 'nodes' | 'inputs' | 'inter_deployment_functions'>;

const usingTypes: readonly string[] = ['cloudify.nodes.Component', 'cloudify.nodes.SharedResource'];

/**
 * The deployments that a plan uses, each place once (runtime.md B.8, dependency guard): capabilities that it reads,
 * inputs of the type `deployment_id`, components and shared resources. Only what is written outright; names that are
 * made at run time are not known. `schemas`: the inputs as the blueprint declares them.
 */
export function deploymentUsesOf(plan: UsingPlan, schemas: Readonly<Record<string, PlanInput>>): DeploymentUse[] {
  const uses = [
    ...plan.inter_deployment_functions.flatMap(useOfFunction),
    ...Object.entries(schemas).flatMap(([name, schema]) => usesOfInput(name, schema, plan.inputs)),
    ...plan.nodes.flatMap(useOfNode),
  ];
  const byPlace = new Map(uses.map((use) => [JSON.stringify([use.target, use.creator]), use]));
  return [...byPlace.values()];
}

function useOfFunction(reading: Json): DeploymentUse[] {
  if (!isJsonObject(reading)) return [];
  const { function_identifier: creator, target_deployment: written } = reading;
  const target = Array.isArray(written) ? written[0] : null;
  return typeof target === 'string' && typeof creator === 'string' ? [{ target, creator }] : [];
}

function usesOfInput(name: string, schema: PlanInput, values: JsonObject): DeploymentUse[] {
  if (schema.type !== 'deployment_id' && schema['item_type'] !== 'deployment_id') return [];
  const value = values[name] ?? null;
  return (Array.isArray(value) ? value : [value])
    .filter((target) => typeof target === 'string')
    .map((target) => ({ target, creator: `inputs.${name}` }));
}

function useOfNode(node: PlanNode): DeploymentUse[] {
  if (!node.type_hierarchy.some((type) => usingTypes.includes(type))) return [];
  const target = valueAt(node.properties, ['resource_config', 'deployment', 'id']);
  if (typeof target !== 'string' || target === '') return [];
  return [{ target, creator: `nodes.${node.id}.properties.resource_config.deployment.id` }];
}

function valueAt(object: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, key) => (isJsonObject(value) ? (value[key] ?? null) : null), object);
}
