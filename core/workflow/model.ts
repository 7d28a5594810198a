import type { PlanInstanceRelationship, PlanNode, PlanRelationship } from '../plan/plan.ts';
import type { NodeInstanceState } from './task-graph.ts';

/** A node instance as the workflow builders see it: where it stands when the graph is built. */
export interface WorkflowInstance {
  id: string;
  nodeName: string;
  state: NodeInstanceState;
  hostId: string | null;
  relationships: readonly PlanInstanceRelationship[];
}

/** What a workflow is built from. The order of `instances` decides the order of independent tasks and nothing else. */
export interface WorkflowModel {
  nodes: ReadonlyMap<string, PlanNode>;
  instances: readonly WorkflowInstance[];
}

/**
 * The declared relationship behind a relationship instance: the last one that the node declares to that target
 * (runtime.md A.4), or undefined when the plan has none.
 */
export function findRelationship(node: PlanNode, targetName: string): PlanRelationship | undefined {
  return node.relationships.findLast((relationship) => relationship.target_id === targetName);
}

/** True when the node does something for the operation: it is declared and has an implementation. */
export function hasImplementation(operation: { operation: string } | undefined): boolean {
  return operation !== undefined && operation.operation !== '';
}
