import type { ScannedPlan } from '../../../core/dsl/functions/scan-plan.ts';
import { secretNamesOf } from '../../../core/plan/requirements.ts';
import { deleteSecret as deleteRow, findSecret, listSecrets as listRows } from '../../../db/repositories/secret.ts';
import { listBlueprintsNaming, listDeploymentsNaming, listHostsNaming } from '../../../db/repositories/secret-use.ts';
import type { SecretUses, SecretView } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { type ChangeMaker, change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
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

/** Who names a secret: what would not work without it. */
export async function findSecretUses(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  name: string,
): Promise<SecretUses> {
  const tenantId = actor.tenant.id;
  const [blueprints, deployments, hosts] = await Promise.all([
    listBlueprintsNaming(db, tenantId, name),
    listDeploymentsNaming(db, tenantId, name),
    listHostsNaming(db, tenantId, name),
  ]);
  const reads = (plan: ScannedPlan): boolean => secretNamesOf(plan).has(name);
  return {
    blueprints: blueprints.filter(({ plan }) => reads(plan)).map(({ id, name: named }) => ({ id, name: named })),
    deployments: deployments.filter(({ plan }) => reads(plan)).map(({ id, name: named }) => ({ id, name: named })),
    hosts,
  };
}

/** Forgets a secret; refused, with their names, while hosts are signed in to with it. */
export async function deleteSecret(dependencies: ServiceDependencies, actor: Actor, name: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const found = await findSecret(tx, actor.tenant.id, name);
    if (found === null) throw notFound('secret');
    const hosts = await listHostsNaming(tx, actor.tenant.id, name);
    if (hosts.length > 0) {
      const names = nameSome(hosts.map((host) => host.name));
      throw new AppError(
        'conflict',
        `The secret "${name}" is what ${names} sign in with. Give them another one first.`,
      );
    }
    await deleteRow(tx, actor.tenant.id, name);
    return {
      result: undefined,
      record: { action: 'secrets.delete', target: name, detail: { version: found.version } },
    };
  });
}
