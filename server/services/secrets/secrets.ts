import { deleteSecret as deleteRow, findSecret, listSecrets as listRows } from '../../../db/repositories/secret.ts';
import type { SecretView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { type ChangeMaker, change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

/** Names and dates; values are never told. */
export async function listSecrets({ db }: ServiceDependencies, actor: Actor): Promise<SecretView[]> {
  const rows = await listRows(db, actor.tenant.id);
  return rows.map(({ name, version, updatedAt, createdBy }) => ({
    name,
    version,
    updatedAt: updatedAt.toISOString(),
    createdBy,
  }));
}

/** Stores a secret, or a new value of one. The audit trail names it and its version. */
export async function putSecret(
  dependencies: Pick<ServiceDependencies, 'db' | 'clock' | 'ids' | 'vault'>,
  by: ChangeMaker,
  { name, value }: { name: string; value: string },
): Promise<SecretView> {
  const { ids, vault } = dependencies;
  return change(dependencies, by, async (tx, now) => {
    const stamp = { createdBy: by.email, at: now, id: ids.uuid() };
    const version = await vault.put(tx, { tenantId: by.tenant.id, name, value, ...stamp });
    return {
      result: { name, version, updatedAt: now.toISOString(), createdBy: by.email },
      record: { action: 'secrets.put', target: name, detail: { version } },
    };
  });
}

export async function deleteSecret(dependencies: ServiceDependencies, actor: Actor, name: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const found = await findSecret(tx, actor.tenant.id, name);
    if (found === null) throw notFound('secret');
    await deleteRow(tx, actor.tenant.id, name);
    return {
      result: undefined,
      record: { action: 'secrets.delete', target: name, detail: { version: found.version } },
    };
  });
}
