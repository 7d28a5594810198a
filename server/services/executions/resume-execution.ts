import { hasEndedModification } from '../../../db/repositories/deployment-modification.ts';
import { isOvertaken } from '../../../db/repositories/execution.ts';
import { AppError } from '../../faults/app-error.ts';
import { requestResume } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
import { requireExecution } from './read-executions.ts';
import { refuseLate } from './steer-execution.ts';

/** How an ended execution is to go on. */
export interface ResumeQuestion {
  id: string;
  /** Tasks of failed operations that count as done. */
  done?: string[] | undefined;
  /** Operations that were under way when it ended are started again too. */
  force?: boolean | undefined;
}

/**
 * Lets a failed or cancelled execution go on with what it has not done, or marks failed operations as done and goes on
 * behind them (runtime.md B.6). Refused once another execution has changed the deployment: what is left was planned for
 * what it was then.
 */
export async function resumeExecution(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, done = [], force = false }: ResumeQuestion,
): Promise<void> {
  const row = await requireExecution(dependencies, actor, id);
  const failed = new Set(row.failedOperations.map((operation) => operation.task));
  const strange = done.filter((task) => !failed.has(task));
  if (strange.length > 0) {
    const message = `These operations have not failed, so they cannot be marked as done: ${nameSome(strange)}.`;
    throw new AppError('bad-request', `${message} Reload the page to see what has.`);
  }
  await change(dependencies, actor, async (tx) => {
    const resumed = await requestResume(tx, { id, resume: { done, force } });
    if (!resumed.ok && 'inTheWay' in resumed) {
      throw new AppError(
        'conflict',
        `An execution of "${row.deploymentName}" is still active (${resumed.inTheWay}). Wait until it has ended, or cancel it.`,
      );
    }
    refuseLate(resumed);
    if (await isOvertaken(tx, row)) {
      throw new AppError(
        'conflict',
        `Another execution has changed "${row.deploymentName}" since then, so what is left of this one no longer fits. Start the workflow anew.`,
      );
    }
    if (await hasEndedModification(tx, id)) {
      throw new AppError(
        'conflict',
        `The scaling of "${row.deploymentName}" was taken back when it failed, so there is nothing to go on with. Start the workflow anew.`,
      );
    }
    const detail = { execution: id, workflow: row.workflow, done, force };
    return { result: undefined, record: { action: 'executions.resume', target: row.deploymentName, detail } };
  });
}
