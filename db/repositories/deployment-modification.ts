import { and, eq, ne } from 'drizzle-orm';
import type { StartedModification } from '../../core/workflow/model-change.ts';
import type { Db, Tx } from '../client.ts';
import { deploymentModification } from '../schema/deployment.ts';

/** The change of the numbers of instances that has begun in a deployment and is not over. */
export async function findStartedModification(db: Db | Tx, deploymentId: string): Promise<StartedModification | null> {
  const { content, status } = deploymentModification;
  const [row] = await db
    .select({ content })
    .from(deploymentModification)
    .where(and(eq(deploymentModification.deploymentId, deploymentId), eq(status, 'started')));
  if (row === undefined) return null;
  const before = row.content.before.map(({ index: _, runtimeProperties: __, ...instance }) => instance);
  return { ...row.content, before };
}

/** Whether the execution has begun a modification that is over: finished, or taken back. */
export async function hasEndedModification(db: Db | Tx, executionId: string): Promise<boolean> {
  const { id, status } = deploymentModification;
  const [row] = await db
    .select({ id })
    .from(deploymentModification)
    .where(and(eq(deploymentModification.executionId, executionId), ne(status, 'started')))
    .limit(1);
  return row !== undefined;
}
