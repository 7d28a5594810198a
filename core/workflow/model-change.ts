import type { JsonObject } from '../blueprint/json.ts';
import type { PlanInstanceNumbers, PlanInstanceRelationship } from '../plan/plan.ts';
import type { WorkflowInstance } from './model.ts';

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
  /** All instances as they were before it began; a rollback restores them, with their runtime properties. */
  before: readonly WorkflowInstance[];
}

/** A change of the deployment that a workflow makes between its graphs. Data: stored, applied by the database and by `applyChange` alike. */
export type ModelChange =
  /** New instances come after those of the same node. */
  | { kind: 'add-instances'; instances: readonly WorkflowInstance[] }
  | { kind: 'remove-instances'; ids: readonly string[] }
  | {
      kind: 'set-relationships';
      instances: readonly { id: string; relationships: readonly PlanInstanceRelationship[] }[];
    }
  /** Numbers of a node or scaling group, by name; what is absent stays. */
  | { kind: 'set-numbers'; name: string; numbers: Partial<PlanInstanceNumbers> }
  /** Values take the place of what was at the same keys; null removes. */
  | { kind: 'set-system-properties'; instances: readonly { id: string; properties: JsonObject }[] }
  /** Keeps the modification and all instances as they are now; its instances are added by changes of their own. */
  | { kind: 'begin-modification'; modification: Omit<StartedModification, 'before'> }
  /** The modification is over; the instances that it leaves are changed by changes of their own. */
  | { kind: 'finish-modification'; id: string }
  /** Restores all instances as they were before, and deletes those that were not there. Numbers stay. */
  | { kind: 'rollback-modification'; id: string }
  /**
   * From here on the update's new model is the deployment's (plan, inputs, blueprint version), in one moment, with the
   * instances that it adds and without those that it removes.
   */
  | { kind: 'adopt-update'; id: string }
  /** How the update went; the model is as it was. */
  | { kind: 'end-update'; id: string; status: 'succeeded' | 'failed' };
