import { eq } from 'drizzle-orm';
import type { PendingUpdate } from '../../core/workflow/pending-update.ts';
import type { Db, Tx } from '../client.ts';
import { blueprintVersion } from '../schema/blueprint.ts';
import { deploymentUpdate } from '../schema/deployment.ts';

/** The update that an execution carries out, whatever has become of it; null when there is none of that id. */
export async function findPendingUpdate(db: Db | Tx, id: string): Promise<PendingUpdate | null> {
  const [row] = await db
    .select({ update: deploymentUpdate, dialect: blueprintVersion.dialect })
    .from(deploymentUpdate)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, deploymentUpdate.newVersionId))
    .where(eq(deploymentUpdate.id, id));
  if (row === undefined) return null;
  const { newPlan, content, adoptedAt } = row.update;
  const { nodes, scaling_groups: scalingGroups } = newPlan;
  return { ...content, id, isAdopted: adoptedAt !== null, nodes, scalingGroups, dialect: row.dialect };
}
