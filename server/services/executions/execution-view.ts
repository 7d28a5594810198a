import type { NamedExecution } from '../../../db/repositories/execution.ts';
import { type ExecutionStatus, finalStatuses } from '../../../db/schema/execution.ts';
import type { ExecutionAction, ExecutionDetail, ExecutionSummary } from '../../api/contract.ts';

export function toExecutionSummary(row: NamedExecution): ExecutionSummary {
  const { id, deploymentId, deploymentName, workflow, status, error, totalOperations, finishedOperations, lastSeq } =
    row;
  return {
    id,
    deploymentId,
    deploymentName,
    workflow,
    dryRun: row.settings.dryRun === true,
    status,
    error,
    totalOperations,
    finishedOperations,
    lastSeq,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    cancelAskedAt: row.cancelAskedAt?.toISOString() ?? null,
    undecided: row.undecided,
  };
}

/** `waitsFor`: the execution that this one waits behind; null when it waits for none. */
export function toExecutionDetail(row: NamedExecution, waitsFor: string | null): ExecutionDetail {
  const { parameters, settings, stage, previewHash, runHash, failedOperations, groupId, scheduleId } = row;
  return {
    ...toExecutionSummary(row),
    parameters,
    dialect: settings.dialect ?? 'v5',
    stage: stage + 1,
    previewHash,
    runHash,
    failedOperations,
    actions: [...actions[row.status]],
    groupId,
    scheduleId,
    waitsFor,
  };
}

/** What can be done with an execution. Cancel lets running operations end, force leaves them to themselves, kill ends them. */
const actions: Readonly<Record<ExecutionStatus, readonly ExecutionAction[]>> = {
  queued: ['cancel'],
  pending: ['cancel'],
  started: ['cancel', 'force-cancel', 'kill'],
  'needs-decision': ['cancel', 'force-cancel', 'kill'],
  cancelling: ['force-cancel', 'kill'],
  'force-cancelling': ['kill'],
  'kill-cancelling': [],
  terminated: [],
  failed: ['resume', 'force-resume'],
  cancelled: ['resume', 'force-resume'],
};

export function hasEnded(status: ExecutionStatus): boolean {
  return (finalStatuses as readonly ExecutionStatus[]).includes(status);
}
