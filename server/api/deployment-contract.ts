import type { JsonObject } from '../../core/blueprint/json.ts';
import type { OperationError } from '../../core/engine/protocol.ts';

/** A built-in workflow that the deployment's blueprint declares, under the name that it has there. */
export interface WorkflowOffer {
  workflow: string;
  /** Null: it can be started now. Otherwise why not, in words. */
  unavailable: string | null;
}

/** The workflows that have a form of their own; null where the blueprint declares none. */
export interface WorkflowOffers {
  scale: WorkflowOffer | null;
  heal: WorkflowOffer | null;
  /** Runs one operation of the person's choice. */
  operation: WorkflowOffer | null;
}

/** A node instance that does not do what it should, as far as is known. */
export interface UnwellInstance {
  id: string;
  node: string;
  /** The instance of its host, when that is another one. */
  hostId: string | null;
  /** `failed`: its last operation did. `status`: the last check of its status found it not well. */
  reason: 'failed' | 'status';
  /** What the operation or the check said. */
  text: string | null;
}

/** A node or scaling group whose number of instances can be changed. */
export interface ScalableView {
  name: string;
  kind: 'node' | 'group';
  /** In each instance of what it stands in, as scaling counts them. */
  current: number;
  min: number;
  /** -1: any number. */
  max: number;
  /** Instances in the whole deployment; of a group its own. */
  total: number;
  /** What it stands in: the node that contains it, or the group that it is a member of. */
  within: string | null;
  /** Of a group: nodes and groups. */
  members: string[];
}

/** How one attempt of an operation ended; `running` until it has. */
export type AttemptOutcome = 'running' | 'succeeded' | 'failed' | 'rescheduled';

/** An operation that ran on a node instance, with all its attempts. Times are ISO 8601 in UTC. */
export interface InstanceOperation {
  executionId: string;
  workflow: string;
  task: string;
  /** `interface.operation`. */
  operation: string;
  attempts: number;
  startedAt: string | null;
  endedAt: string | null;
  outcome: AttemptOutcome;
  error: OperationError | null;
  /** The event that tells how it ended, or that it began: the place of its lines in the log. */
  seq: number;
}

/** Something that a person or the product did to a deployment, from the audit trail. */
export interface DeploymentDeed {
  id: number;
  /** ISO 8601 in UTC. */
  at: string;
  by: string;
  /** `<noun>.<verb>`, e.g. `executions.start`. */
  action: string;
  detail: JsonObject;
}
