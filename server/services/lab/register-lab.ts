import { deleteOtherLabHosts, putHost } from '../../../db/repositories/host.ts';
import { putHostKey } from '../../../db/repositories/host-key.ts';
import { change, product, type ServiceDependencies } from '../dependencies.ts';
import { putSecret } from '../secrets/secrets.ts';

export const labKeySecret = 'lab_ssh_key';

/** A demonstration host of the product itself, with the host key it made. */
export interface RegisteredLabHost {
  name: string;
  address: string;
  port: number;
  user: string;
  fingerprint: string;
  keyType: string;
  publicKey: string;
}

type LabDependencies = Pick<ServiceDependencies, 'db' | 'clock' | 'ids' | 'vault'>;

/** Makes the running lab hosts known: their addresses, their keys as accepted, and the key that signs in to them. */
export async function registerLab(
  dependencies: LabDependencies,
  lab: { hosts: readonly RegisteredLabHost[]; clientKey: string },
): Promise<void> {
  const { ids, vault } = dependencies;
  const tenantId = product.tenant.id;
  await change(dependencies, product, async (tx, now) => {
    await deleteOtherLabHosts(
      tx,
      tenantId,
      lab.hosts.map((host) => host.name),
    );
    for (const { name, address, port, user, fingerprint, keyType, publicKey } of lab.hosts) {
      await putHost(tx, { id: ids.uuid(), tenantId, name, address, port, user, keySecret: labKeySecret, lab: true });
      const decision = { status: 'accepted', decidedAt: now, decidedBy: product.email } as const;
      await putHostKey(tx, { tenantId, address, port, fingerprint, keyType, publicKey, firstSeenAt: now, ...decision });
    }
    return { result: undefined, record: null };
  });
  const known = await vault
    .reader(tenantId)
    .read(labKeySecret)
    .catch(() => null);
  if (known !== lab.clientKey) await putSecret(dependencies, product, { name: labKeySecret, value: lab.clientKey });
}

/** The lab is off: its hosts are no longer offered. */
export async function forgetLab({ db }: Pick<ServiceDependencies, 'db'>): Promise<void> {
  await deleteOtherLabHosts(db, product.tenant.id, []);
}
