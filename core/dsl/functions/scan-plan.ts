import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { BlueprintPlan, PlanNode, PlanOperation, PlanRelationship } from '../../plan/plan.ts';
import { type FunctionCall, functionOf, hasFunction } from './names.ts';

/** What a call in a plan stands in: a node, a relationship, or neither. */
export type PlaceOwner =
  | { kind: 'node'; node: PlanNode }
  | { kind: 'relationship'; node: PlanNode; relationship: PlanRelationship }
  | { kind: 'plan' };

/** A call found in a plan; `path` ends before the function's name: `nodes.web.properties.port`. */
export interface FoundCall {
  call: FunctionCall;
  path: string;
  owner: PlaceOwner;
}

/** The parts of a plan in which functions are looked for. */
export type ScannedPlan = Pick<
  BlueprintPlan,
  'nodes' | 'outputs' | 'policies' | 'scaling_groups' | 'capabilities' | 'labels' | 'deployment_settings'
>;

/**
 * Every call in the places of a plan where functions are looked for (dsl.md section 9, "scan"), in the order that lists
 * of what a plan needs keep. Calls inside the arguments of another call come after it when `order` is 'outer first'.
 */
export function* callsOf(plan: ScannedPlan, order: 'outer first' | 'inner first'): Iterable<FoundCall> {
  for (const place of placesOf(plan)) {
    for (const [key, value] of Object.entries(place.values)) {
      if (!hasFunction(value)) continue;
      const path = `${place.path()}.${key}`;
      for (const found of callsIn(value, path, order)) yield { ...found, owner: place.owner };
    }
  }
}

interface Place {
  values: JsonObject;
  path: () => string;
  owner: PlaceOwner;
}

function* placesOf(plan: ScannedPlan): Iterable<Place> {
  for (const node of plan.nodes) yield* placesOfNode(node);
  const owner: PlaceOwner = { kind: 'plan' };
  for (const [name, output] of Object.entries(plan.outputs)) {
    yield { values: { ...output }, path: () => `outputs.${name}`, owner };
  }
  for (const section of ['policies', 'scaling_groups'] as const) {
    for (const [name, item] of Object.entries(plan[section])) {
      const values = isJsonObject(item) ? item['properties'] : null;
      if (isJsonObject(values)) yield { values, path: () => `${section}.${name}.properties`, owner };
    }
  }
  for (const [name, capability] of Object.entries(plan.capabilities)) {
    yield { values: { ...capability }, path: () => `capabilities.${name}`, owner };
  }
  for (const [name, label] of Object.entries(plan.labels)) {
    if (isJsonObject(label)) yield { values: label, path: () => `labels.${name}`, owner };
  }
  yield { values: plan.deployment_settings, path: () => 'deployment_settings', owner };
}

function* placesOfNode(node: PlanNode): Iterable<Place> {
  const base = `nodes.${node.name}`;
  const owner: PlaceOwner = { kind: 'node', node };
  yield { values: node.properties, path: () => `${base}.properties`, owner };
  const scalable = node.capabilities.scalable.properties as JsonObject;
  yield { values: scalable, path: () => `${base}.capabilities.scalable`, owner };
  yield* placesOfOperations(node.operations, `${base}.operations`, owner);
  for (const relationship of node.relationships) {
    const inside: PlaceOwner = { kind: 'relationship', node, relationship };
    const path = `${base}.${relationship.type}`;
    yield* placesOfOperations(relationship.source_operations, path, inside);
    yield* placesOfOperations(relationship.target_operations, path, inside);
  }
}

function* placesOfOperations(
  operations: Record<string, PlanOperation>,
  base: string,
  owner: PlaceOwner,
): Iterable<Place> {
  for (const [name, { inputs }] of Object.entries(operations)) {
    yield { values: inputs, path: () => `${base}.${name}.inputs`, owner };
  }
}

function* callsIn(value: Json, path: string, order: 'outer first' | 'inner first'): Iterable<Omit<FoundCall, 'owner'>> {
  if (!hasFunction(value)) return;
  const call = functionOf(value);
  if (call !== null && order === 'outer first') yield { call, path };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* callsIn(item, `${path}[${index}]`, order);
  } else {
    for (const [key, item] of Object.entries(value ?? {})) yield* callsIn(item, `${path}.${key}`, order);
  }
  if (call !== null && order === 'inner first') yield { call, path };
}
