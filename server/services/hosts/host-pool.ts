import type { HostPool, PooledHost, PoolWish } from '../../../core/ports/host-pool.ts';
import { type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import type { Clock, SecretReader } from '../../../core/ports/ports.ts';
import type { Db } from '../../../db/client.ts';
import { isUniqueViolation } from '../../../db/database-fault.ts';
import { findHostChain, type HostRow } from '../../../db/repositories/host.ts';
import { describeFitting, findHeldHost, giveBackHost, takeFreeHost } from '../../../db/repositories/host-pool.ts';
import type { HostAccount } from '../../hosts/pooled-host.ts';
import { accountOn, sudoPasswordOf } from './host-account.ts';

/** The pool, in the database. */
export function createHostPool({ db, clock }: { db: Db; clock: Clock }): HostPool {
  return {
    async take({ tenant, deployment, instanceId }, wish) {
      const key = { deploymentId: deployment.id, instanceId };
      const held = await findHeldHost(db, key);
      if (held !== null) return toPooled(held);
      const asked = { tenantId: tenant, ...wish };
      const holder = { ...key, deploymentName: deployment.name, at: new Date(clock.now()) };
      const taken = await takeFreeHost(db, asked, holder).catch(async (fault: unknown) => {
        // Another attempt for the same instance was faster.
        const other = isUniqueViolation(fault) ? await findHeldHost(db, key) : null;
        if (other === null) throw fault;
        return other;
      });
      if (taken === null) throw new RecoverableError(explainNone(wish, await describeFitting(db, asked, mostNamed)));
      return toPooled(taken);
    },
    async giveBack({ deployment, instanceId }, takenAt) {
      const at = new Date(clock.now());
      const since = takenAt === null ? null : new Date(takenAt);
      const row = await giveBackHost(db, { deploymentId: deployment.id, instanceId }, { at, takenAt: since });
      return row?.name ?? null;
    },
  };
}

/**
 * The account on the host of an operation, when its instance holds one of the pool; null otherwise. It is asked of the
 * database by the instance, and not of what the instance says about itself.
 */
export async function findPooledAccount(
  { db, agentSocket }: { db: Db; agentSocket: string | null },
  context: Pick<OperationContext, 'tenant' | 'deployment' | 'secret'>,
  instanceId: string,
): Promise<HostAccount | null> {
  const held = await findHeldHost(db, { deploymentId: context.deployment.id, instanceId });
  if (held === null) return null;
  const secrets: SecretReader = { read: (name) => context.secret(name) };
  const chain = await findHostChain(db, context.tenant, held.id);
  return {
    target: await accountOn(chain, { secrets, agentSocket }),
    sudoPassword: await sudoPasswordOf(held, secrets),
  };
}

const mostNamed = 5;

type Fitting = Awaited<ReturnType<typeof describeFitting>>;

function explainNone(wish: PoolWish, { total, fitting, held, outOfService, holders }: Fitting): string {
  const asked = describeWish(wish);
  if (total === 0) return `No host is free: the pool is empty. Add hosts under Hosts, then this goes on by itself.`;
  if (fitting === 0) {
    return `No host is free ${asked}: none of the ${total} known hosts fits. Give the labels to hosts under Hosts, or change the node template.`;
  }
  const named = holders.map(({ host, deployment, instance }) => `"${host}" by ${instance} of "${deployment}"`);
  const more = held > named.length ? ` and ${held - named.length} more` : '';
  const parts = [
    ...(held > 0 ? [`${held} held (${named.join(', ')}${more})`] : []),
    ...(outOfService > 0 ? [`${outOfService} out of service`] : []),
  ];
  if (parts.length === 0) return `No host was free ${asked}; one has become free since, and the next attempt takes it.`;
  return `No host is free ${asked}: ${fitting} of ${total} known hosts ${fitting === 1 ? 'fits' : 'fit'}, ${parts.join(' and ')}. Uninstall what holds one, put one back into service, or add hosts.`;
}

function describeWish({ labels, os }: PoolWish): string {
  const pairs = Object.entries(labels).flatMap(([key, values]) =>
    values.length === 0 ? [`${key} (any value)`] : values.map((value) => `${key}: ${value}`),
  );
  const parts = [
    ...(pairs.length > 0 ? [`with the labels ${pairs.join(', ')}`] : []),
    ...(os === null ? [] : [`with the system ${os}`]),
  ];
  return parts.length === 0 ? 'in the pool' : parts.join(' and ');
}

function toPooled({ id, name, address, port, user, keySecret, passwordSecret, takenAt }: HostRow): PooledHost {
  return {
    ...{ id, name, address, port, user, keySecret, passwordSecret },
    takenAt: (takenAt ?? new Date(0)).toISOString(),
  };
}
