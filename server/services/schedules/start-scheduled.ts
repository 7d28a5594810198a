import type { Tx } from '../../../db/client.ts';
import type { ScheduleRow } from '../../../db/repositories/schedule.ts';
import { createExecution } from '../../runtime/requests.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { guardRun } from '../executions/guard-run.ts';
import { prepareRun } from '../executions/prepare-run.ts';

/** What an execution that a schedule starts is made with. */
export type StartDependencies = Pick<ServiceDependencies, 'ids' | 'workflows' | 'retries'>;

/**
 * Starts the workflow of a schedule with its parameters, behind what runs on the deployment now; or says why it cannot
 * be started. Throws an AppError when the workflow is not available.
 */
export async function startScheduled(
  tx: Tx,
  dependencies: StartDependencies,
  row: ScheduleRow,
): Promise<{ ok: true; id: string } | { ok: false; reason: string }> {
  const { tenantId, deploymentId, workflow, parameters, options, createdBy } = row;
  const { force = false, dryRun = false, allowCustomParameters = false, waitAfterFail } = options;
  const run = await prepareRun(
    { ...dependencies, db: tx },
    { tenantId, deploymentId, workflow, parameters, allowCustomParameters },
  );
  const [problem] = run.problems;
  if (problem !== undefined) return { ok: false, reason: problem.message };
  if (!force) await guardRun(tx, workflow, run);
  const id = dependencies.ids.uuid();
  const created = await createExecution(tx, {
    ...{ id, tenantId, deploymentId, workflow, dryRun, parameters: run.parameters, scheduleId: row.id, createdBy },
    dialect: run.deployment.dialect,
    whenBusy: 'queue',
    retries: { ...run.retries, waitAfterFail: waitAfterFail ?? run.retries.waitAfterFail },
  });
  return created.ok ? { ok: true, id } : { ok: false, reason: 'Its deployment is gone.' };
}
