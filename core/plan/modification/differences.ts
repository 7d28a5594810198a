import type { PlanInstanceRelationship, PlanNodeInstance } from '../plan.ts';
import type { DeploymentModification, ModifiedInstance } from './modification.ts';

/** All instances of a deployment at one time, by id. */
export interface Graph {
  instances: ReadonlyMap<string, PlanNodeInstance>;
  /** For each instance of a scaling group the id of the node instance that contains it, if there is one. */
  groups: ReadonlyMap<string, string | null>;
}

/** What became of the deployment between two times (dsl.md section 13). Linear in instances and relationships. */
export function differences(before: Graph, after: Graph): DeploymentModification {
  return {
    added_and_related: onlyIn(after, before, 'added'),
    removed_and_related: onlyIn(before, after, 'removed'),
    extended_and_related: newlyRelated(after, before, 'extended'),
    reduced_and_related: newlyRelated(before, after, 'reduced'),
  };
}

/** Instances of one graph that the other lacks, and those of the same graph that they are related to. */
function onlyIn(graph: Graph, other: Graph, modification: 'added' | 'removed'): ModifiedInstance[] {
  const changed = new Set([...graph.instances.keys()].filter((id) => !other.instances.has(id)));
  const found = new Map<string, ModifiedInstance>();
  const near = new Set<string>();
  for (const [id, instance] of graph.instances) {
    if (changed.has(id)) {
      found.set(id, { ...instance, modification });
      for (const { target_id } of instance.relationships) near.add(target_id);
    } else {
      const relationships = instance.relationships.filter(({ target_id }) => changed.has(target_id));
      if (relationships.length > 0) found.set(id, { ...instance, relationships });
    }
  }
  for (const [id, container] of graph.groups) if (container !== null && !other.groups.has(id)) near.add(container);
  return withTargets(found, near, graph);
}

/** Instances that both graphs have, with their relationships that the other graph lacks, and the targets of those. */
function newlyRelated(graph: Graph, other: Graph, modification: 'extended' | 'reduced'): ModifiedInstance[] {
  const found = new Map<string, ModifiedInstance>();
  const near = new Set<string>();
  for (const [id, instance] of graph.instances) {
    const there = other.instances.get(id);
    const relationships = there === undefined ? [] : lacking(instance.relationships, there.relationships);
    if (relationships.length === 0) continue;
    found.set(id, { ...instance, modification, relationships });
    for (const { target_id } of relationships) if (other.instances.has(target_id)) near.add(target_id);
  }
  return withTargets(found, near, graph);
}

function lacking(
  relationships: readonly PlanInstanceRelationship[],
  others: readonly PlanInstanceRelationship[],
): PlanInstanceRelationship[] {
  const targets = new Set(others.map(({ target_id }) => target_id));
  return relationships.filter(({ target_id }) => !targets.has(target_id));
}

function withTargets(found: Map<string, ModifiedInstance>, near: Iterable<string>, graph: Graph): ModifiedInstance[] {
  for (const id of near) {
    const instance = graph.instances.get(id);
    if (instance !== undefined && !found.has(id)) found.set(id, { ...instance, relationships: [] });
  }
  return [...found.values()];
}
