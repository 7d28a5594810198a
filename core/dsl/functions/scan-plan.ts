import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { BlueprintPlan, PlanNode, PlanOperation, PlanRelationship } from '../../plan/plan.ts';
import { type FunctionCall, type FunctionName, functionOf, mentions } from './names.ts';

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

/** Which calls to look for, and whether those inside the arguments of another come after it or before. */
export interface Search {
  names: ReadonlySet<FunctionName>;
  order: 'outer first' | 'inner first';
}

/**
 * Every call of some functions in the places of a plan where functions are looked for (dsl.md section 9, "scan"), in
 * the order that lists of what a plan needs keep.
 */
export function* callsOf(plan: ScannedPlan, search: Search): Iterable<FoundCall> {
  const { names } = search;
  const nodes = plan.nodes.filter((node) => nodeMentions(node, names));
  for (const place of placesOf({ ...plan, nodes })) {
    for (const [key, value] of Object.entries(place.values)) {
      if (!mentions(value, names)) continue;
      const path = `${place.path()}.${key}`;
      for (const found of callsIn(value, path, search)) yield { ...found, owner: place.owner };
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

/** Most nodes call none of the functions looked for. */
function nodeMentions(node: PlanNode, names: ReadonlySet<FunctionName>): boolean {
  if (mentions(node.properties, names)) return true;
  if (mentions(node.capabilities.scalable.properties as JsonObject, names)) return true;
  const operationsMention = (operations: Record<string, PlanOperation>) => {
    for (const name in operations) if (mentions(operations[name]?.inputs ?? null, names)) return true;
    return false;
  };
  return (
    operationsMention(node.operations) ||
    node.relationships.some(
      (relationship) =>
        operationsMention(relationship.source_operations) || operationsMention(relationship.target_operations),
    )
  );
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

function* callsIn(value: Json, path: string, search: Search): Iterable<Omit<FoundCall, 'owner'>> {
  if (!mentions(value, search.names)) return;
  const call = functionOf(value);
  const wanted = call !== null && search.names.has(call.name) ? call : null;
  if (wanted !== null && search.order === 'outer first') yield { call: wanted, path };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* callsIn(item, `${path}[${index}]`, search);
  } else {
    for (const [key, item] of Object.entries(value ?? {})) yield* callsIn(item, `${path}.${key}`, search);
  }
  if (wanted !== null && search.order === 'inner first') yield { call: wanted, path };
}
