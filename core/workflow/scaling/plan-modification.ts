import { type DeploymentModification, modifyDeployment } from '../../plan/index.ts';
import type { PlanInstanceRelationship, PlanNodeInstance } from '../../plan/plan.ts';
import type { Ids } from '../../ports/ports.ts';
import { WorkflowRefusal } from '../definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { ModelChange } from '../model-change.ts';
import type { ScaleRequest } from './scale-request.ts';
import type { ScaleTarget } from './scale-target.ts';

/** A modification that is to begin. */
export interface PlannedModification {
  id: string;
  /** Ids of instances that it adds, and of those that are to be removed. */
  added: readonly string[];
  removed: readonly string[];
  /** What makes it begin, in order: the new instances are there, those to be removed still are. */
  changes: readonly ModelChange[];
  /** Nodes that are connected to one instance of another node only, which is removed while others of it stay. */
  disconnected: readonly { node: string; target: string }[];
}

/**
 * Works out which instances a scaling adds and removes (runtime.md A.10). New relationships of instances that stay come
 * after those that they have to the same node. @throws WorkflowRefusal when there would be too many instances.
 */
export function planModification(
  model: WorkflowModel,
  asked: { request: ScaleRequest; target: ScaleTarget },
  by: { ids: Ids; executionId: string; maxInstances: number },
): PlannedModification {
  const { request, target } = asked;
  const nodes = [...model.nodes.values()];
  const change = {
    instances: target.planned,
    removed_ids_include_hint: request.include,
    removed_ids_exclude_hint: request.exclude,
  };
  // What is larger already may stay so and be scaled in.
  const maxInstances = Math.max(by.maxInstances, model.instances.length);
  const { modification, problem } = modifyDeployment(
    {
      nodes,
      previous_nodes: nodes,
      previous_node_instances: model.instances.map(toPlanInstance),
      scaling_groups: model.scalingGroups,
      modified_nodes: { [target.name]: change },
    },
    { uuid: () => by.ids.uuid(), suffix: (length) => by.ids.suffix(length), maxInstances },
  );
  if (modification === null) throw new WorkflowRefusal(problem.message);
  const added = modification.added_and_related.filter((one) => one.modification === 'added').map(fromPlanInstance);
  const related = modification.added_and_related.filter((one) => one.modification === undefined);
  const removed = modification.removed_and_related.filter((one) => one.modification === 'removed').map(({ id }) => id);
  const id = by.ids.uuid();
  const begun = {
    ...{ id, executionId: by.executionId, planned: { [target.name]: target.planned } },
    ...{ added: added.map((instance) => instance.id), removed },
  };
  const changes: ModelChange[] = [
    { kind: 'begin-modification', modification: begun },
    { kind: 'set-numbers', name: target.name, numbers: { planned_instances: target.planned } },
  ];
  if (added.length > 0) changes.push({ kind: 'add-instances', instances: added });
  const gained = gainedRelationships(model, related);
  if (gained.length > 0) changes.push({ kind: 'set-relationships', instances: gained });
  return { id, added: begun.added, removed, changes, disconnected: removed.length === 0 ? [] : pairsOf(modification) };
}

/** What a removal would connect anew is what it disconnects: the reference leaves it so (runtime.md A.10). */
function pairsOf({ extended_and_related: extended }: DeploymentModification): PlannedModification['disconnected'] {
  const pairs = new Map<string, { node: string; target: string }>();
  for (const { name: node, relationships } of extended) {
    for (const { target_name: target } of relationships) pairs.set(JSON.stringify([node, target]), { node, target });
  }
  return [...pairs.values()];
}

/** What makes the modification that is under way end well: its numbers hold, and what it removes is gone. */
export function finishChanges(model: WorkflowModel): ModelChange[] {
  const { modification } = model;
  if (modification === null) return [];
  const changes: ModelChange[] = Object.entries(modification.planned).map(([name, count]) => ({
    ...{ kind: 'set-numbers', name },
    numbers: { current_instances: count, planned_instances: count },
  }));
  if (modification.removed.length > 0) {
    const left = lostRelationships(model, new Set(modification.removed));
    if (left.length > 0) changes.push({ kind: 'set-relationships', instances: left });
    changes.push({ kind: 'remove-instances', ids: modification.removed });
  }
  changes.push({ kind: 'finish-modification', id: modification.id });
  return changes;
}

/** What takes the modification that is under way back: instances and numbers are as they were before it began. */
export function rollbackChanges(model: WorkflowModel): ModelChange[] {
  const { modification } = model;
  if (modification === null) return [];
  return [
    { kind: 'rollback-modification', id: modification.id },
    ...Object.keys(modification.planned).flatMap((name): ModelChange[] => {
      const numbers = numbersOf(model, name);
      if (numbers === undefined) return [];
      return [{ kind: 'set-numbers', name, numbers: { planned_instances: numbers.current_instances } }];
    }),
  ];
}

function numbersOf({ nodes, scalingGroups }: WorkflowModel, name: string) {
  if (Object.hasOwn(scalingGroups, name)) return scalingGroups[name]?.properties;
  return nodes.get(name)?.capabilities.scalable.properties;
}

type Related = Pick<WorkflowInstance, 'id' | 'relationships'>;

/** `related`: instances that stay, each with the relationships that it gains; those that gain none are left out. */
function gainedRelationships(model: WorkflowModel, related: readonly PlanNodeInstance[]): Related[] {
  const gained = new Map(related.map(({ id, relationships }) => [id, relationships]));
  return model.instances.flatMap(({ id, relationships }) => {
    const own = gained.get(id) ?? [];
    return own.length === 0 ? [] : [{ id, relationships: spliced(relationships, own) }];
  });
}

/** Each new relationship after the last one to the same node; those to other nodes at the end. */
function spliced(
  existing: readonly PlanInstanceRelationship[],
  gained: readonly PlanInstanceRelationship[],
): PlanInstanceRelationship[] {
  const byTarget = Map.groupBy(gained, (relationship) => relationship.target_name);
  const lasts = new Map(existing.map((relationship, index) => [relationship.target_name, index]));
  const result: PlanInstanceRelationship[] = [];
  for (const [index, relationship] of existing.entries()) {
    const { target_name: target } = relationship;
    result.push(relationship);
    if (lasts.get(target) !== index) continue;
    result.push(...(byTarget.get(target) ?? []));
    byTarget.delete(target);
  }
  for (const rest of byTarget.values()) result.push(...rest);
  return result;
}

function lostRelationships(model: WorkflowModel, removed: ReadonlySet<string>): Related[] {
  return model.instances.flatMap(({ id, relationships }) => {
    if (removed.has(id)) return [];
    const kept = relationships.filter((relationship) => !removed.has(relationship.target_id));
    return kept.length === relationships.length ? [] : [{ id, relationships: kept }];
  });
}

function toPlanInstance({ id, nodeName, hostId, relationships, scalingGroups }: WorkflowInstance): PlanNodeInstance {
  return {
    ...{ id, node_id: nodeName, name: nodeName, relationships: [...relationships] },
    ...(hostId === null ? {} : { host_id: hostId }),
    ...(scalingGroups.length === 0 ? {} : { scaling_groups: [...scalingGroups] }),
  };
}

function fromPlanInstance(instance: PlanNodeInstance): WorkflowInstance {
  return {
    id: instance.id,
    nodeName: instance.name,
    state: 'uninitialized',
    hostId: instance.host_id ?? null,
    relationships: instance.relationships,
    scalingGroups: instance.scaling_groups ?? [],
    systemProperties: {},
  };
}
