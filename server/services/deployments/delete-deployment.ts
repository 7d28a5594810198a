import { deleteDeployment as deleteRow, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import { listOpenExecutions, lockDeployment } from '../../../db/repositories/execution.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { AppError } from '../../faults/app-error.ts';
import { removeExecutionData } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';
import { isGone } from './deployment-actions.ts';

/** Forgets a deployment of which nothing is left on any host; refused, with names, while something is or runs. */
export async function deleteDeployment(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const row = await findDeploymentOverview(tx, actor.tenant.id, id);
    if (row === null || (await lockDeployment(tx, id)) === null) throw notFound('deployment');
    const [open] = await listOpenExecutions(tx, id);
    if (open !== undefined) {
      throw new AppError(
        'conflict',
        `"${row.name}" still has the execution ${open.workflow} (${open.id}) under way. Wait until it has ended, or cancel it.`,
      );
    }
    const live = (await listNodeInstances(tx, id)).filter((instance) => !isGone(instance.state));
    if (live.length > 0) {
      const names = nameSome(live.map((instance) => instance.id));
      throw new AppError('conflict', `"${row.name}" still has live node instances: ${names}. Uninstall it first.`);
    }
    await removeExecutionData(tx, id);
    await deleteRow(tx, actor.tenant.id, id);
    return { result: undefined, record: { action: 'deployments.delete', target: row.name, detail: { id } } };
  });
}
