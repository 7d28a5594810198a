import type { Json } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { ValuesGetter } from '../../../core/plan/index.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { findDeployment, listDeployments } from '../../../db/repositories/deployment.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import { type KnownDeployment, partNamesOf, partsGetterOf } from './deployment-values.ts';
import { valuesGetterOf } from './known-values.ts';
import { readKnownNames } from './read-known-names.ts';

/** How an input or parameter is declared. */
type Declaration = { [key: string]: Json | undefined };

/**
 * Reads what is needed to judge values that name things of the tenant or parts of deployments. `own`: the deployment
 * that the values are for, if it is there already.
 */
export async function readValuesGetter(
  db: Db | Tx,
  tenantId: string,
  { declarations, own = null }: { declarations: readonly Declaration[]; own?: KnownDeployment | null },
): Promise<ValuesGetter> {
  const names = await readKnownNames(db, tenantId, declarations);
  return partsGetterOf(own, await readNamed(db, tenantId, declarations), valuesGetterOf(names));
}

/** The deployments that the constraints `deployment_id` name. */
async function readNamed(
  db: Db | Tx,
  tenantId: string,
  declarations: readonly Declaration[],
): Promise<KnownDeployment[]> {
  const named = new Set(declarations.flatMap(({ constraints }) => deploymentsIn(constraints)));
  if (named.size === 0) return [];
  const overviews = (await listDeployments(db, tenantId)).filter(({ id, name }) => named.has(id) || named.has(name));
  const known: KnownDeployment[] = [];
  for (const { id, name } of overviews) {
    const row = await findDeployment(db, tenantId, id);
    if (row !== null) known.push({ id, name, parts: partNamesOf(row.plan, await listNodeInstances(db, id)) });
  }
  return known;
}

function deploymentsIn(constraints: Json | undefined): string[] {
  if (!Array.isArray(constraints)) return [];
  return constraints.flatMap((constraint) => {
    const name = isJsonObject(constraint) ? constraint['deployment_id'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
