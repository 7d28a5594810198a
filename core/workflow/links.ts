import type { PlanNode, PlanRelationship } from '../plan/plan.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { LinkedRelationship } from './operations.ts';

/** Finds the relationships of instances, with each node's declarations indexed once. */
export interface Links {
  /** Of one instance, in order. Two to the same target instance count as one, the last (runtime.md A.4). */
  of(instance: WorkflowInstance): LinkedRelationship[];
}

/** Prepares the look-up for a model. */
export function indexLinks(model: WorkflowModel): Links {
  const declared = new Map<string, Map<string, PlanRelationship>>();
  for (const node of model.nodes.values()) declared.set(node.id, lastByTarget(node));
  return {
    of(instance) {
      const byTarget = new Map<string, LinkedRelationship>();
      for (const [index, relationship] of instance.relationships.entries()) {
        const found = declared.get(instance.nodeName)?.get(relationship.target_name);
        if (!found) continue;
        const targetInstance = relationship.target_id;
        byTarget.set(targetInstance, { index, targetNode: relationship.target_name, targetInstance, declared: found });
      }
      return [...byTarget.values()];
    },
  };
}

function lastByTarget(node: PlanNode): Map<string, PlanRelationship> {
  return new Map(node.relationships.map((relationship) => [relationship.target_id, relationship]));
}

/** Consecutive relationships to the same node together, in order. */
export function groupByTargetNode(links: readonly LinkedRelationship[]): LinkedRelationship[][] {
  const groups: LinkedRelationship[][] = [];
  for (const link of links) {
    const last = groups.at(-1);
    if (last?.[0]?.targetNode === link.targetNode) last.push(link);
    else groups.push([link]);
  }
  return groups;
}
