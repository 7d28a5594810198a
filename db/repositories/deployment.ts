import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { Db, Tx } from '../client.ts';
import { blueprint, blueprintVersion, deployment, nodeInstance } from '../schema/index.ts';

export type DeploymentRow = typeof deployment.$inferSelect;

/** A deployment and the version of the blueprint it was made from; without inputs and plan. */
export interface DeploymentOverview {
  id: string;
  name: string;
  createdAt: Date;
  createdBy: string | null;
  blueprintId: string;
  blueprintName: string;
  blueprintVersionId: string;
  blueprintVersion: number;
}

/** The columns of an overview, of the deployment, its blueprint's version and its blueprint. */
export const deploymentOverview = {
  id: deployment.id,
  name: deployment.name,
  createdAt: deployment.createdAt,
  createdBy: deployment.createdBy,
  blueprintId: blueprint.id,
  blueprintName: blueprint.name,
  blueprintVersionId: blueprintVersion.id,
  blueprintVersion: blueprintVersion.number,
};

function selectOverviews(db: Db | Tx) {
  return db
    .select(deploymentOverview)
    .from(deployment)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, deployment.blueprintVersionId))
    .innerJoin(blueprint, eq(blueprint.id, blueprintVersion.blueprintId));
}

/** The deployments of a tenant, newest first. */
export async function listDeployments(
  db: Db | Tx,
  tenantId: string,
  filter: { blueprintId?: string | undefined } = {},
): Promise<DeploymentOverview[]> {
  const ofBlueprint = filter.blueprintId === undefined ? undefined : eq(blueprint.id, filter.blueprintId);
  return selectOverviews(db)
    .where(and(eq(deployment.tenantId, tenantId), ofBlueprint))
    .orderBy(desc(deployment.createdAt), asc(deployment.name));
}

export async function findDeploymentOverview(
  db: Db | Tx,
  tenantId: string,
  id: string,
): Promise<DeploymentOverview | null> {
  const [row] = await selectOverviews(db).where(and(eq(deployment.tenantId, tenantId), eq(deployment.id, id)));
  return row ?? null;
}

/** Whose a deployment is; null when there is none. */
export async function findTenantOf(db: Db | Tx, id: string): Promise<string | null> {
  const [row] = await db.select({ tenantId: deployment.tenantId }).from(deployment).where(eq(deployment.id, id));
  return row?.tenantId ?? null;
}

/** The whole row, with inputs and plan. */
export async function findDeployment(db: Db | Tx, tenantId: string, id: string): Promise<DeploymentRow | null> {
  const [row] = await db
    .select()
    .from(deployment)
    .where(and(eq(deployment.tenantId, tenantId), eq(deployment.id, id)));
  return row ?? null;
}

/** @returns false when the tenant has a deployment of that name; nothing is stored then */
export async function insertDeployment(db: Db | Tx, row: typeof deployment.$inferInsert): Promise<boolean> {
  const rows = await db.insert(deployment).values(row).onConflictDoNothing().returning({ id: deployment.id });
  return rows.length > 0;
}

/** Removes a deployment with its instances and executions. */
export async function deleteDeployment(db: Db | Tx, tenantId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(deployment)
    .where(and(eq(deployment.tenantId, tenantId), eq(deployment.id, id)))
    .returning({ id: deployment.id });
  return rows.length > 0;
}

/** How many instances are in which state, by deployment; one without instances is absent. */
export async function countInstanceStates(
  db: Db | Tx,
  deploymentIds: readonly string[],
): Promise<Map<string, Partial<Record<NodeInstanceState, number>>>> {
  const counts = new Map<string, Partial<Record<NodeInstanceState, number>>>();
  if (deploymentIds.length === 0) return counts;
  const rows = await db
    .select({ id: nodeInstance.deploymentId, state: nodeInstance.state, n: sql<number>`count(*)::int` })
    .from(nodeInstance)
    .where(inArray(nodeInstance.deploymentId, [...deploymentIds]))
    .groupBy(nodeInstance.deploymentId, nodeInstance.state);
  for (const { id, state, n } of rows) counts.set(id, { ...counts.get(id), [state]: n });
  return counts;
}
