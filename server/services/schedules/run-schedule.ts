import { updateSchedule } from '../../../db/repositories/schedule.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { requireSchedule } from './require-schedule.ts';
import { startScheduled } from './start-scheduled.ts';

/**
 * Starts the workflow of a schedule now, once more than its times say and also while it is switched off; it waits behind
 * what runs on the deployment. Returns the execution. Throws `not-found`, and `conflict` when it cannot be started.
 */
export async function runSchedule(
  dependencies: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<{ executionId: string }> {
  return change(dependencies, actor, async (tx) => {
    const { row, deployment } = await requireSchedule(tx, actor, id);
    const started = await startScheduled(tx, dependencies, { ...row, createdBy: actor.email });
    if (!started.ok) throw new AppError('conflict', `"${row.name}" was not run: ${started.reason}`);
    await updateSchedule(tx, row.id, { lastExecutionId: started.id });
    const detail = { id: row.id, schedule: row.name, deployment: deployment.name };
    return {
      result: { executionId: started.id },
      record: {
        action: 'schedules.run',
        target: row.name,
        detail: { ...detail, workflow: row.workflow, execution: started.id },
      },
    };
  });
}
