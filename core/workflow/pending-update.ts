import type { PlanNode, PlanScalingGroup } from '../plan/plan.ts';
import type { Dialect, WorkflowInstance } from './model.ts';

/** One difference between two models of a deployment (runtime.md A.11): what, done to which part of it. */
export interface UpdateStep {
  action: 'add' | 'remove' | 'modify';
  /** `node`, `relationship`, `property`, `operation`, `workflow`, `output`, `description`, `group`, `plugin` ... */
  entityType: string;
  /** Names from the outside in, joined by `:`, e.g. `nodes:web:properties:port`. */
  entityId: string;
}

/** The model that a deployment is to have, and what differs from the one it has. */
export interface PendingUpdate {
  id: string;
  /** The new model is the deployment's already. */
  isAdopted: boolean;
  nodes: readonly PlanNode[];
  scalingGroups: Readonly<Record<string, PlanScalingGroup>>;
  dialect: Dialect;
  steps: readonly UpdateStep[];
  /** Instances that the new model adds. */
  added: readonly WorkflowInstance[];
  /** Ids of instances that it no longer has. */
  removed: readonly string[];
  /** Instances that stay and gain or lose relationships, with all relationships that they have in the new model. */
  related: readonly { id: string; relationships: WorkflowInstance['relationships'] }[];
}
