import { listHosts } from '../../../db/repositories/host.ts';
import type { HostTestProgress } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

/** Tests the connections to hosts, or to all of them, in the background; what comes of it is in each host. */
export async function testHosts(
  dependencies: ServiceDependencies,
  actor: Actor,
  ids: readonly string[] | null,
): Promise<HostTestProgress> {
  const { hostTester } = dependencies;
  const tenantId = actor.tenant.id;
  const found = await change(dependencies, actor, async (tx) => {
    const rows = await listHosts(tx, tenantId, ids === null ? {} : { ids });
    if (ids !== null && rows.length < new Set(ids).size) throw notFound('host');
    const names = rows.map(({ name }) => name);
    const target = names.length === 1 ? (names[0] ?? '') : `${names.length} hosts`;
    const record = { action: 'hosts.test', target, detail: { hosts: names } };
    return { result: rows.map(({ id }) => id), record: names.length === 0 ? null : record };
  });
  hostTester.test(tenantId, found);
  return hostTester.progress(tenantId);
}
