import { updateHosts } from '../../../db/repositories/host.ts';
import { releaseHost as releaseRow } from '../../../db/repositories/host-pool.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { lockAll, targetOf } from './write-hosts.ts';

/** The pool gives these hosts to nobody until they are put back; who holds one keeps it. */
export async function takeOutOfService(
  dependencies: ServiceDependencies,
  actor: Actor,
  { ids, reason = '' }: { ids: readonly string[]; reason?: string | undefined },
): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const rows = await lockAll(tx, actor, ids);
    await updateHosts(tx, ids, { isOutOfService: true, outOfServiceReason: reason === '' ? null : reason });
    const detail = { hosts: rows.map(({ name }) => name), reason };
    return { result: undefined, record: { action: 'hosts.takeOutOfService', target: targetOf(rows), detail } };
  });
}

export async function putBack(dependencies: ServiceDependencies, actor: Actor, ids: readonly string[]): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const rows = await lockAll(tx, actor, ids);
    await updateHosts(tx, ids, { isOutOfService: false, outOfServiceReason: null });
    const detail = { hosts: rows.map(({ name }) => name) };
    return { result: undefined, record: { action: 'hosts.putBack', target: targetOf(rows), detail } };
  });
}

/** Takes a host from its holder, by hand: for holders that will never give it back themselves. */
export async function releaseHost(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx, now) => {
    const [row] = await lockAll(tx, actor, [id]);
    if (row === undefined) throw notFound('host');
    if (row.holderInstanceId === null) {
      throw new AppError('conflict', `Nothing holds "${row.name}", so there is nothing to release. Reload the page.`);
    }
    await releaseRow(tx, id, now);
    const detail = { id, deployment: row.holderDeploymentName, instance: row.holderInstanceId };
    return { result: undefined, record: { action: 'hosts.release', target: row.name, detail } };
  });
}
