import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { nodeInstance } from '../schema/deployment.ts';

export type NodeInstanceRow = typeof nodeInstance.$inferSelect;

const rowsAtOnce = 2000;

/** Writes the instances of a new deployment. */
export async function insertNodeInstances(tx: Tx, rows: (typeof nodeInstance.$inferInsert)[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await tx.insert(nodeInstance).values(rows.slice(from, from + rowsAtOnce));
  }
}

/** All instances of a deployment, by node (in the order of code points, as `applyChanges` has it) and age. */
export async function listNodeInstances(db: Db | Tx, deploymentId: string): Promise<NodeInstanceRow[]> {
  return await db
    .select()
    .from(nodeInstance)
    .where(eq(nodeInstance.deploymentId, deploymentId))
    .orderBy(sql`${nodeInstance.nodeName} collate "C"`, nodeInstance.index, nodeInstance.id);
}

export async function findNodeInstance(
  db: Db | Tx,
  key: { deploymentId: string; id: string },
): Promise<NodeInstanceRow | null> {
  const [row] = await db
    .select()
    .from(nodeInstance)
    .where(and(eq(nodeInstance.deploymentId, key.deploymentId), eq(nodeInstance.id, key.id)));
  return row ?? null;
}
