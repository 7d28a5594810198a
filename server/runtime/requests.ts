import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { CancelMode, Decision, EngineSettings } from '../../core/engine/protocol.ts';
import type { Dialect } from '../../core/workflow/model.ts';
import type { Tx } from '../../db/client.ts';
import {
  appendRequest,
  deleteExecutions,
  type ExecutionRow,
  endAtOnce,
  insertExecution,
  listOpenExecutions,
  lockDeployment,
  lockExecution,
  notifyChange,
  reopenExecution,
} from '../../db/repositories/execution.ts';
import { writtenFormat } from '../../db/repositories/execution-format.ts';
import { addExecutionJob, removeExecutionJob } from '../../db/repositories/job.ts';
import type { ExecutionStatus, ResumeRequest } from '../../db/schema/execution.ts';
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
  /** Neither is refused nor waits because of other executions of the deployment. */
  isForced?: boolean;
  dryRun?: boolean;
  /** How it is written. Default: as this release writes. */
  format?: number;
  /** Default: that of the types that most blueprints import today. */
  dialect?: Dialect;
  /** What new ids are made from; a run from a preview takes that of the preview. Default: a random one. */
  seed?: string;
  /** Of the preview that was approved. */
  previewHash?: string | null;
  updateId?: string | null;
  groupId?: string | null;
  /** It waits as `queued` until its group has a place for it, in this order. */
  groupPlace?: number;
  scheduleId?: string | null;
}

export type CreateExecutionResult =
  | { ok: true; id: string }
  /** `active`: the execution that is in the way; null when the deployment is not there. */
  | { ok: false; active: string | null };

/** Operations of one execution at once (design.md 3.3). */
const operationsAtOnce = 200;

/** The reference's own (runtime.md B.4). */
export const defaultRetries: RetryDefaults = { maxRetries: 60, retryInterval: 15, waitAfterFail: 600 };

/** How the engine runs an execution, and how a preview goes through it. */
export function executionSettings(
  request: Pick<ExecutionRequest, 'workflow' | 'retries' | 'dialect' | 'dryRun'>,
): EngineSettings {
  return {
    ...defaultRetries,
    ...request.retries,
    workflow: request.workflow,
    parallel: operationsAtOnce,
    ...(request.dialect === undefined ? {} : { dialect: request.dialect }),
    ...(request.dryRun === true ? { dryRun: true } : {}),
  };
}

/** Records an execution and its job in the given transaction. Its graph is built when it starts, from the states of then. */
export async function createExecution(tx: Tx, request: ExecutionRequest): Promise<CreateExecutionResult> {
  const { id, tenantId, deploymentId, workflow, createdBy, isForced = false } = request;
  if ((await lockDeployment(tx, deploymentId)) === null) return { ok: false, active: null };
  if (request.whenBusy !== 'queue' && !isForced) {
    const [open] = await listOpenExecutions(tx, deploymentId);
    if (open !== undefined) return { ok: false, active: open.id };
  }
  const isQueued = request.groupPlace !== undefined;
  await insertExecution(tx, {
    id,
    tenantId,
    deploymentId,
    workflow,
    parameters: request.parameters ?? {},
    settings: executionSettings(request),
    seed: request.seed ?? randomUUID(),
    isForced,
    format: request.format ?? writtenFormat,
    previewHash: request.previewHash ?? null,
    updateId: request.updateId ?? null,
    groupId: request.groupId ?? null,
    ...(isQueued ? { groupPlace: request.groupPlace, status: 'queued' as const } : {}),
    scheduleId: request.scheduleId ?? null,
    createdBy,
  });
  if (!isQueued) await addExecutionJob(tx, { id });
  await notifyChange(tx, deploymentId);
  return { ok: true, id };
}

/** `status`: what the execution is doing when the request comes too late for it or makes no sense; null when there is none. */
export type RequestResult = { ok: true } | { ok: false; status: ExecutionStatus | null };

const cancellingStatus = {
  cancel: 'cancelling',
  'force-cancel': 'force-cancelling',
  kill: 'kill-cancelling',
} as const satisfies Record<CancelMode, ExecutionStatus>;

/** Which states a cancel mode makes sense in (runtime.md B.5). */
const cancellable: Record<CancelMode, readonly ExecutionStatus[]> = {
  cancel: ['queued', 'pending', 'started', 'needs-decision'],
  'force-cancel': ['queued', 'pending', 'started', 'needs-decision', 'cancelling'],
  kill: ['queued', 'pending', 'started', 'needs-decision', 'cancelling', 'force-cancelling'],
};

/** Asks the execution's owner to cancel; one that has not started is cancelled at once. `now`: milliseconds. */
export async function requestCancel(
  tx: Tx,
  request: { id: string; mode: CancelMode; now: number },
): Promise<RequestResult> {
  const row = await lockExecution(tx, request.id);
  if (row === null || !cancellable[request.mode].includes(row.status)) {
    return { ok: false, status: row?.status ?? null };
  }
  if (row.status === 'pending' || row.status === 'queued') {
    await cancelPending(tx, row);
    return { ok: true };
  }
  const input = { kind: 'cancel', mode: request.mode, now: request.now } as const;
  await leaveRequest(tx, row, { input, status: cancellingStatus[request.mode] });
  return { ok: true };
}

/** An execution that waits for a person may have no owner. */
async function leaveRequest(tx: Tx, row: ExecutionRow, request: Parameters<typeof appendRequest>[2]): Promise<void> {
  await appendRequest(tx, row, request);
  if (row.owner === null) await addExecutionJob(tx, row);
}

async function cancelPending(tx: Tx, row: ExecutionRow): Promise<void> {
  await removeExecutionJob(tx, row.id);
  await endAtOnce(tx, row, {
    status: 'cancelled',
    event: { type: 'workflow_cancelled', text: `'${row.workflow}' workflow execution cancelled` },
  });
}

/** A person's decision about an operation whose outcome nobody knows. */
export async function requestDecision(
  tx: Tx,
  request: { id: string; task: string; decision: Decision; now: number },
): Promise<RequestResult> {
  const row = await lockExecution(tx, request.id);
  const isAsked = row?.undecided.some((operation) => operation.task === request.task) ?? false;
  if (row === null || !isAsked || row.status !== 'needs-decision') return { ok: false, status: row?.status ?? null };
  const { task, decision, now } = request;
  await leaveRequest(tx, row, { input: { kind: 'decide', task, decision, now } });
  return { ok: true };
}

/**
 * Lets a failed or cancelled execution go on from where it stopped (runtime.md B.6). `inTheWay`: another execution of the
 * deployment that is active.
 */
export async function requestResume(
  tx: Tx,
  request: { id: string; resume: ResumeRequest },
): Promise<RequestResult | { ok: false; inTheWay: string }> {
  const row = await lockExecution(tx, request.id);
  if (row === null || (row.status !== 'failed' && row.status !== 'cancelled')) {
    return { ok: false, status: row?.status ?? null };
  }
  const open = row.isForced ? [] : await listOpenExecutions(tx, row.deploymentId);
  if (open[0] !== undefined) return { ok: false, inTheWay: open[0].id };
  await reopenExecution(tx, row.id, request.resume);
  await addExecutionJob(tx, row);
  await notifyChange(tx, row.deploymentId);
  return { ok: true };
}

/** Deletes all executions of a deployment with their journals and events. The caller has made sure that none is active. */
export async function removeExecutionData(tx: Tx, deploymentId: string): Promise<void> {
  await deleteExecutions(tx, deploymentId);
}
