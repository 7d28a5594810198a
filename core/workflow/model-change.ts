import type { JsonObject } from '../blueprint/json.ts';
import type { PlanInstanceNumbers, PlanInstanceRelationship } from '../plan/plan.ts';
import type { WorkflowInstance } from './model.ts';
import type { NodeInstanceState } from './task-graph.ts';

/** How an instance was before a modification began. */
export interface InstanceSnapshot {
  id: string;
  nodeName: string;
  state: NodeInstanceState;
  hostId: string | null;
  relationships: readonly PlanInstanceRelationship[];
  scalingGroups: readonly { name: string; id: string }[];
  runtimeProperties: JsonObject;
  systemProperties: JsonObject;
}

/** A change of the numbers of instances that has begun and has neither been finished nor rolled back (runtime.md A.10). */
export interface StartedModification {
  id: string;
  /** The execution that began it. */
  executionId: string;
  /** `planned_instances` by the name of a node or scaling group. */
  planned: Readonly<Record<string, number>>;
  /** Ids of instances that it adds, and of those that are to be removed. */
  added: readonly string[];
  removed: readonly string[];
  /** All instances before it began; a rollback restores them. */
  before: readonly InstanceSnapshot[];
}

/** A change of the deployment that a workflow makes between its graphs. Data: stored, applied by the database and by `applyChanges` alike. */
export type ModelChange =
  /** New instances come after those that are there. */
  | { kind: 'add-instances'; instances: readonly WorkflowInstance[] }
  | { kind: 'remove-instances'; ids: readonly string[] }
  | {
      kind: 'set-relationships';
      instances: readonly { id: string; relationships: readonly PlanInstanceRelationship[] }[];
    }
  /** Numbers of a node or scaling group, by name; what is absent stays. */
  | { kind: 'set-numbers'; name: string; numbers: Partial<PlanInstanceNumbers> }
  | { kind: 'set-system-properties'; id: string; properties: JsonObject }
  /** Keeps the modification; its instances are added by changes of their own. */
  | { kind: 'begin-modification'; modification: StartedModification }
  /** The modification is over; the instances that it leaves are changed by changes of their own. */
  | { kind: 'finish-modification'; id: string }
  /** Restores all instances as they were before, and deletes those that were not there. */
  | { kind: 'rollback-modification'; id: string }
  /** From here on the update's new model is the deployment's (plan, inputs, blueprint version), in one moment. */
  | { kind: 'adopt-update'; id: string }
  | { kind: 'end-update'; id: string; status: 'succeeded' | 'failed' };
