import { findHostKeys, recordHostKey } from '../../../db/repositories/host-key.ts';
import type { HostKeyPort } from '../../security/ssh/endpoint.ts';
import { change, product, type ServiceDependencies } from '../dependencies.ts';

/** Host keys for the SSH door, kept in the database; refusals go to the audit trail (reliability.md P21). */
export function createHostKeyPort(dependencies: Pick<ServiceDependencies, 'db' | 'clock'>): HostKeyPort {
  const { db, clock } = dependencies;
  return {
    find: ({ tenant, address, port }) => findHostKeys(db, tenant, { address, port }),
    recordPending: ({ tenant, address, port }, key) =>
      recordHostKey(db, {
        tenantId: tenant,
        address,
        port,
        ...key,
        status: 'pending',
        firstSeenAt: new Date(clock.now()),
      }),
    recordRefusal: ({ tenant, address, port }, { offered, accepted }) =>
      change(dependencies, { ...product, tenant: { id: tenant } }, async () => ({
        result: undefined,
        record: { action: 'hosts.refuseKey', target: `${address}:${port}`, detail: { offered, accepted } },
      })),
  };
}
