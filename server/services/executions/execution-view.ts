import type { NamedExecution } from '../../../db/repositories/execution.ts';
import { type ExecutionStatus, finalStatuses } from '../../../db/schema/execution.ts';
import type { ExecutionSummary } from '../../api/contract.ts';

export function toExecutionSummary(row: NamedExecution): ExecutionSummary {
  const { id, deploymentId, deploymentName, workflow, status, error, totalOperations, finishedOperations, lastSeq } =
    row;
  return {
    id,
    deploymentId,
    deploymentName,
    workflow,
    status,
    error,
    totalOperations,
    finishedOperations,
    lastSeq,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    undecided: row.undecided,
  };
}

export function hasEnded(status: ExecutionStatus): boolean {
  return (finalStatuses as readonly ExecutionStatus[]).includes(status);
}
