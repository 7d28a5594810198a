import { isGone } from '../../../core/workflow/availability.ts';
import { deleteDeployment as deleteRow, findDeploymentOverview } from '../../../db/repositories/deployment.ts';
import { type Dependent, dependentsOf } from '../../../db/repositories/deployment-dependency.ts';
import { listOpenExecutions, lockDeployment, notifyChange } from '../../../db/repositories/execution.ts';
import { giveBackHostsOf } from '../../../db/repositories/host-pool.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { AppError } from '../../faults/app-error.ts';
import { removeExecutionData } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { nameDependents } from './name-dependents.ts';

const mostNamed = 5;

/**
 * Forgets a deployment of which nothing is left on any host and that no other one uses; refused, with names, otherwise.
 * `force`: also with live instances; what they are made of stays where it is, and is nobody's any more.
 */
export async function deleteDeployment(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, force = false }: { id: string; force?: boolean | undefined },
): Promise<void> {
  await change(dependencies, actor, async (tx, now) => {
    const row = await findDeploymentOverview(tx, actor.tenant.id, id);
    if (row === null || (await lockDeployment(tx, id)) === null) throw notFound('deployment');
    const [open] = await listOpenExecutions(tx, id);
    if (open !== undefined) {
      throw new AppError(
        'conflict',
        `"${row.name}" still has the execution ${open.workflow} (${open.id}) under way. Wait until it has ended, or cancel it.`,
      );
    }
    refuseUsed(row.name, await dependentsOf(tx, id));
    const live = (await listNodeInstances(tx, id)).filter((instance) => !isGone(instance.state));
    if (!force) refuseLive(row.name, live);
    // What live instances hold stays theirs until a person releases it: nobody has cleaned those hosts.
    await giveBackHostsOf(tx, id, { at: now, except: live.map((instance) => instance.id) });
    await removeExecutionData(tx, id);
    await deleteRow(tx, actor.tenant.id, id);
    await notifyChange(tx, id);
    const detail = live.length > 0 ? { id, liveInstances: live.length } : { id };
    return { result: undefined, record: { action: 'deployments.delete', target: row.name, detail } };
  });
}

function refuseUsed(name: string, dependents: readonly Dependent[]): void {
  if (dependents.length === 0) return;
  throw new AppError(
    'conflict',
    `"${name}" is used by ${nameDependents(dependents)}. Delete or update what uses it first.`,
  );
}

function refuseLive(name: string, live: readonly { id: string; state: string }[]): void {
  if (live.length === 0) return;
  const shown = live.slice(0, mostNamed).map(({ id, state }) => `"${id}" (${state})`);
  const more = live.length > mostNamed ? ` and ${live.length - mostNamed} more` : '';
  throw new AppError(
    'conflict',
    `"${name}" still has live node instances: ${shown.join(', ')}${more}. Uninstall it first.`,
  );
}
