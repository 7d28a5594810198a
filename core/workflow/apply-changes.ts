import type { Json, JsonObject } from '../blueprint/json.ts';
import type { PlanInstanceNumbers, PlanNode } from '../plan/plan.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { ModelChange } from './model-change.ts';
import type { Effect, NodeInstanceState } from './task-graph.ts';

/**
 * The model after all changes, in order. Instances are kept by the name of their node and then by age, the order in
 * which the database gives them, so that a simulation and a run build the same graphs. Linear in the model for each
 * change. @throws Error when a change names a modification or an update that the model does not have.
 */
export function applyChanges(model: WorkflowModel, changes: readonly ModelChange[] = []): WorkflowModel {
  return changes.reduce(applyChange, model);
}

/** The model after one change; see `applyChanges`. */
export function applyChange(model: WorkflowModel, change: ModelChange): WorkflowModel {
  switch (change.kind) {
    case 'add-instances':
      return { ...model, instances: inOrder([...model.instances, ...change.instances]) };
    case 'remove-instances':
      return { ...model, instances: without(model.instances, change.ids) };
    case 'set-relationships':
      return { ...model, instances: related(model.instances, change.instances) };
    case 'set-numbers':
      return withNumbers(model, change);
    case 'set-system-properties':
      return applyEffects(model, change.instances.map(propertiesEffect));
    case 'begin-modification':
      return { ...model, modification: { ...change.modification, before: model.instances } };
    case 'finish-modification':
      return { ...model, modification: none(model, change.id) };
    case 'rollback-modification':
      return { ...model, instances: model.modification?.before ?? [], modification: none(model, change.id) };
    case 'adopt-update':
      return adopt(model, change.id);
    case 'end-update':
      return model;
  }
}

/** The model after what a graph did to its instances: their states and system properties. Linear. */
export function applyEffects(model: WorkflowModel, effects: Iterable<Effect>): WorkflowModel {
  const states = new Map<string, NodeInstanceState>();
  const values = new Map<string, JsonObject[]>();
  for (const effect of effects) {
    if (effect.kind === 'set-state') states.set(effect.instance, effect.state);
    if (effect.kind === 'system-properties') {
      const found = values.get(effect.instance);
      if (found) found.push(effect.values);
      else values.set(effect.instance, [effect.values]);
    }
  }
  if (states.size === 0 && values.size === 0) return model;
  const instances = model.instances.map((instance) => {
    const state = states.get(instance.id) ?? instance.state;
    const found = values.get(instance.id);
    if (found === undefined) return state === instance.state ? instance : { ...instance, state };
    return { ...instance, state, systemProperties: found.reduce(mergeProperties, instance.systemProperties) };
  });
  return { ...model, instances };
}

function propertiesEffect({ id, properties }: { id: string; properties: JsonObject }): Effect {
  return { kind: 'system-properties', instance: id, values: properties };
}

/** Drift of relationships, by the instance at their other end: new findings do not replace those about others. */
const byOtherEnd: ReadonlySet<string> = new Set([
  'source_relationships_configuration_drift',
  'target_relationships_configuration_drift',
]);

/**
 * System properties with new values in the place of those at the same keys; null removes. A `status` that is replaced
 * becomes the `previous_status`, and findings about relationships are merged by their other end (runtime.md A.11).
 */
export function mergeProperties(properties: JsonObject, values: JsonObject): JsonObject {
  const merged: JsonObject = { ...properties };
  if (isPresent(values['status']) && isPresent(properties['status']))
    merged['previous_status'] = properties['status'] ?? null;
  for (const [key, value] of Object.entries(values)) {
    const known = properties[key];
    merged[key] = byOtherEnd.has(key) && isMap(known) && isMap(value) ? mergeProperties(known, value) : value;
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function isPresent(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

function isMap(value: Json | undefined): value is JsonObject {
  return isPresent(value) && typeof value === 'object' && !Array.isArray(value);
}

/** By the name of the node, in the order of code units; those of one node as they were given. */
function inOrder(instances: readonly WorkflowInstance[]): readonly WorkflowInstance[] {
  return instances.toSorted((a, b) => (a.nodeName < b.nodeName ? -1 : a.nodeName > b.nodeName ? 1 : 0));
}

function without(instances: readonly WorkflowInstance[], ids: readonly string[]): readonly WorkflowInstance[] {
  const gone = new Set(ids);
  return instances.filter(({ id }) => !gone.has(id));
}

function related(
  instances: readonly WorkflowInstance[],
  changed: readonly Pick<WorkflowInstance, 'id' | 'relationships'>[],
): readonly WorkflowInstance[] {
  const byId = new Map(changed.map(({ id, relationships }) => [id, relationships]));
  return instances.map((instance) => {
    const relationships = byId.get(instance.id);
    return relationships === undefined ? instance : { ...instance, relationships };
  });
}

/** A scaling group before a node of the same name, as a scaling finds them. */
function withNumbers(
  model: WorkflowModel,
  { name, numbers }: { name: string; numbers: Partial<PlanInstanceNumbers> },
): WorkflowModel {
  const group = Object.hasOwn(model.scalingGroups, name) ? model.scalingGroups[name] : undefined;
  if (group !== undefined) {
    const changed = { ...group, properties: { ...group.properties, ...numbers } };
    return { ...model, scalingGroups: { ...model.scalingGroups, [name]: changed } };
  }
  const node = model.nodes.get(name);
  if (node === undefined) return model;
  return { ...model, nodes: new Map(model.nodes).set(name, nodeWithNumbers(node, numbers)) };
}

/** A node with other numbers of instances; what is absent stays. */
export function nodeWithNumbers(node: PlanNode, numbers: Partial<PlanInstanceNumbers>): PlanNode {
  const properties = { ...node.capabilities.scalable.properties, ...numbers };
  return { ...node, capabilities: { ...node.capabilities, scalable: { ...node.capabilities.scalable, properties } } };
}

function none(model: WorkflowModel, id: string): null {
  if (model.modification?.id !== id) throw new Error(`The modification ${id} is not under way.`);
  return null;
}

function adopt(model: WorkflowModel, id: string): WorkflowModel {
  const { update } = model;
  if (update?.id !== id || update.isAdopted) throw new Error(`The update ${id} is not waiting to be adopted.`);
  const kept = related(without(model.instances, update.removed), update.related);
  return {
    ...model,
    nodes: new Map(update.nodes.map((node) => [node.name, node])),
    scalingGroups: update.scalingGroups,
    dialect: update.dialect,
    instances: inOrder([...kept, ...update.added]),
    update: { ...update, isAdopted: true },
  };
}
