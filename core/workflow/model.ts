import type { JsonObject } from '../blueprint/json.ts';
import type { PlanInstanceRelationship, PlanNode, PlanRelationship, PlanScalingGroup } from '../plan/plan.ts';
import type { StartedModification } from './model-change.ts';
import type { PendingUpdate } from './pending-update.ts';
import type { NodeInstanceState } from './task-graph.ts';

/** A node instance as the workflow builders see it: where it stands when the graph is built. */
export interface WorkflowInstance {
  id: string;
  nodeName: string;
  state: NodeInstanceState;
  hostId: string | null;
  relationships: readonly PlanInstanceRelationship[];
  /** The instances of scaling groups that it stands in directly, innermost first. */
  scalingGroups: readonly { name: string; id: string }[];
  /** What the product itself knows of it: `status`, `configuration_drift` ... (runtime.md A.11). */
  systemProperties: JsonObject;
}

/**
 * Which generation of the reference the deployment behaves like (runtime.md A.12): `v3` when its blueprint imports types
 * of a release before 5.0, `v5` otherwise.
 */
export type Dialect = 'v3' | 'v5';

/** What a workflow is built from. The order of `instances` decides the order of independent tasks and which of them are removed first. */
export interface WorkflowModel {
  nodes: ReadonlyMap<string, PlanNode>;
  instances: readonly WorkflowInstance[];
  scalingGroups: Readonly<Record<string, PlanScalingGroup>>;
  dialect: Dialect;
  /** A modification that has begun and is not over; null when there is none. */
  modification: StartedModification | null;
  /** The update that this execution is to carry out; null in all others. */
  update: PendingUpdate | null;
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
