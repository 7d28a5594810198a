import type { Json } from '../../../core/blueprint/json.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { listBlueprints } from '../../../db/repositories/blueprint.ts';
import { listDeployments } from '../../../db/repositories/deployment.ts';
import { listSecrets } from '../../../db/repositories/secret.ts';
import { type KnownNames, namingTypes } from './known-values.ts';

const lists = { blueprint_id: listBlueprints, deployment_id: listDeployments, secret_key: listSecrets };

/** The names that values so declared may have; nothing is read for types that none of them has. */
export async function readKnownNames(
  db: Db | Tx,
  tenantId: string,
  declarations: readonly { [key: string]: Json | undefined }[],
): Promise<KnownNames> {
  const names = new Map<string, string[]>();
  for (const type of namingTypes) {
    const isAsked = declarations.some((one) => one['type'] === type || one['item_type'] === type);
    if (!isAsked) continue;
    const found = await lists[type](db, tenantId);
    names.set(
      type,
      found.map(({ name }) => name),
    );
  }
  return names;
}
