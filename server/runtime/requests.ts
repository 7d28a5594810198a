import type { JsonObject } from '../../core/blueprint/json.ts';
import type { CancelMode, Decision } from '../../core/engine/protocol.ts';
import type { Tx } from '../../db/client.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { RetryDefaults } from './ports.ts';

export interface ExecutionRequest {
  id: string;
  tenantId: string;
  deploymentId: string;
  workflow: string;
  parameters?: JsonObject;
  /** Default: 60 retries, 15 s apart, 600 s for the other branches after a failure (the reference's own). */
  retries?: Partial<RetryDefaults>;
  createdBy: string | null;
  /** What to do while another execution of the deployment is pending or running. Default `refuse`. */
  whenBusy?: 'refuse' | 'queue';
}

export type CreateExecutionResult =
  | { ok: true; id: string }
  /** `active`: the execution that is in the way. */
  | { ok: false; active: string };

/** Records an execution and its job in the given transaction. Its graph is built when it starts, from the states of then. */
export declare function createExecution(tx: Tx, request: ExecutionRequest): Promise<CreateExecutionResult>;

/** `status`: what the execution is doing, when the request comes too late for it or makes no sense. */
export type RequestResult = { ok: true } | { ok: false; status: ExecutionStatus | null };

/** Asks the execution's owner to cancel; one that has not started is cancelled at once. `now`: milliseconds. */
export declare function requestCancel(
  tx: Tx,
  request: { id: string; mode: CancelMode; now: number },
): Promise<RequestResult>;

/** A person's decision about an operation whose outcome nobody knows. */
export declare function requestDecision(
  tx: Tx,
  request: { id: string; task: string; decision: Decision; now: number },
): Promise<RequestResult>;

/** Deletes all executions of a deployment with their journals and events. The caller has made sure that none is active. */
export declare function removeExecutionData(tx: Tx, deploymentId: string): Promise<void>;
