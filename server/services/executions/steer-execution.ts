import type { CancelMode, Decision } from '../../../core/engine/protocol.ts';
import type { ExecutionStatus } from '../../../db/schema/execution.ts';
import { AppError } from '../../faults/app-error.ts';
import { type RequestResult, requestCancel, requestDecision } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { requireExecution } from './read-executions.ts';

/** Asks an execution to stop; the later modes are harder and may follow the earlier ones. */
export async function cancelExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, mode }: { id: string; mode: CancelMode },
): Promise<void> {
  const row = await requireExecution(dependencies, actor, id);
  await change(dependencies, actor, async (tx, now) => {
    refuseLate(await requestCancel(tx, { id, mode, now: now.getTime() }));
    const detail = { execution: id, workflow: row.workflow, mode };
    return { result: undefined, record: { action: 'executions.cancel', target: row.deploymentName, detail } };
  });
}

/** A person's word on an operation whose outcome nobody knows. */
export async function decideOperation(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, task, decision }: { id: string; task: string; decision: Decision },
): Promise<void> {
  const row = await requireExecution(dependencies, actor, id);
  if (!row.undecided.some((operation) => operation.task === task)) {
    throw new AppError(
      'conflict',
      'This operation waits for no decision any more. Reload the page to see where it is.',
    );
  }
  await change(dependencies, actor, async (tx, now) => {
    refuseLate(await requestDecision(tx, { id, task, decision, now: now.getTime() }));
    const detail = { execution: id, task, decision };
    return { result: undefined, record: { action: 'executions.decide', target: row.deploymentName, detail } };
  });
}

/** Throws when a request to an execution came too late or makes no sense. */
export function refuseLate(result: RequestResult): void {
  if (result.ok) return;
  throw new AppError('conflict', `The execution ${stateInWords(result.status)}, so this changes nothing any more.`);
}

function stateInWords(status: ExecutionStatus | null): string {
  if (status === null) return 'is gone';
  if (status === 'terminated') return 'has finished';
  if (status === 'failed') return 'has failed';
  if (status === 'cancelled') return 'was cancelled';
  return `is ${status} already`;
}
