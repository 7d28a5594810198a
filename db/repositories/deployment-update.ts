import { and, asc, desc, eq, inArray, isNull, lt, notInArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { type ExecutionStatus, execution, finalStatuses } from '../schema/execution.ts';
import { blueprint, blueprintVersion, deployment, deploymentUpdate } from '../schema/index.ts';

export type DeploymentUpdateRow = typeof deploymentUpdate.$inferSelect;

/** A blueprint at one of its versions. */
export interface NamedVersion {
  blueprintId: string;
  blueprintName: string;
  versionId: string;
  version: number;
}

/** An update without its models and inputs. `executionStatus`: null while it is only a plan. */
export interface UpdateOverview
  extends Pick<
    DeploymentUpdateRow,
    'id' | 'deploymentId' | 'executionId' | 'createdAt' | 'createdBy' | 'adoptedAt' | 'endedAt'
  > {
  deploymentName: string;
  executionStatus: ExecutionStatus | null;
  from: NamedVersion;
  to: NamedVersion;
}

const oldVersion = alias(blueprintVersion, 'old_version');
const newVersion = alias(blueprintVersion, 'new_version');
const oldBlueprint = alias(blueprint, 'old_blueprint');
const newBlueprint = alias(blueprint, 'new_blueprint');

function selectOverviews(db: Db | Tx) {
  const { id, deploymentId, executionId, createdAt, createdBy, adoptedAt, endedAt } = deploymentUpdate;
  return db
    .select({
      id,
      deploymentId,
      executionId,
      createdAt,
      createdBy,
      adoptedAt,
      endedAt,
      deploymentName: deployment.name,
      executionStatus: execution.status,
      from: {
        blueprintId: oldBlueprint.id,
        blueprintName: oldBlueprint.name,
        versionId: oldVersion.id,
        version: oldVersion.number,
      },
      to: {
        blueprintId: newBlueprint.id,
        blueprintName: newBlueprint.name,
        versionId: newVersion.id,
        version: newVersion.number,
      },
    })
    .from(deploymentUpdate)
    .innerJoin(deployment, eq(deployment.id, deploymentUpdate.deploymentId))
    .innerJoin(oldVersion, eq(oldVersion.id, deploymentUpdate.oldVersionId))
    .innerJoin(oldBlueprint, eq(oldBlueprint.id, oldVersion.blueprintId))
    .innerJoin(newVersion, eq(newVersion.id, deploymentUpdate.newVersionId))
    .innerJoin(newBlueprint, eq(newBlueprint.id, newVersion.blueprintId))
    .leftJoin(execution, eq(execution.id, deploymentUpdate.executionId));
}

/** The updates of a tenant, newest first, those that are only planned too. */
export async function listUpdates(
  db: Db | Tx,
  filter: { tenantId: string; deploymentId?: string | undefined; limit: number },
): Promise<UpdateOverview[]> {
  const ofDeployment =
    filter.deploymentId === undefined ? undefined : eq(deploymentUpdate.deploymentId, filter.deploymentId);
  return selectOverviews(db)
    .where(and(eq(deployment.tenantId, filter.tenantId), ofDeployment))
    .orderBy(desc(deploymentUpdate.createdAt), desc(deploymentUpdate.id))
    .limit(filter.limit);
}

export async function findUpdateOverview(
  db: Db | Tx,
  key: { tenantId: string; id: string },
): Promise<UpdateOverview | null> {
  const [row] = await selectOverviews(db).where(
    and(eq(deployment.tenantId, key.tenantId), eq(deploymentUpdate.id, key.id)),
  );
  return row ?? null;
}

/** The whole row, with models and inputs. */
export async function findUpdate(db: Db | Tx, id: string): Promise<DeploymentUpdateRow | null> {
  const [row] = await db.select().from(deploymentUpdate).where(eq(deploymentUpdate.id, id));
  return row ?? null;
}

export async function insertUpdate(tx: Tx, row: typeof deploymentUpdate.$inferInsert): Promise<void> {
  await tx.insert(deploymentUpdate).values(row);
}

/** From here on the update belongs to an execution. @returns false when it does already */
export async function startUpdate(tx: Tx, key: { id: string; executionId: string }): Promise<boolean> {
  const rows = await tx
    .update(deploymentUpdate)
    .set({ executionId: key.executionId, status: 'running' })
    .where(and(eq(deploymentUpdate.id, key.id), isNull(deploymentUpdate.executionId)))
    .returning({ id: deploymentUpdate.id });
  return rows.length > 0;
}

/** Forgets plans of a deployment that are older and that nobody has carried out. */
export async function deleteOldPlans(tx: Tx, key: { deploymentId: string; before: Date }): Promise<void> {
  await tx
    .delete(deploymentUpdate)
    .where(
      and(
        eq(deploymentUpdate.deploymentId, key.deploymentId),
        eq(deploymentUpdate.status, 'planned'),
        lt(deploymentUpdate.createdAt, key.before),
      ),
    );
}

/** The deployments that are being updated from or to a version of a blueprint, by name. */
export async function listUpdatedWith(db: Db | Tx, blueprintId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ name: deployment.name })
    .from(deploymentUpdate)
    .innerJoin(deployment, eq(deployment.id, deploymentUpdate.deploymentId))
    .innerJoin(execution, eq(execution.id, deploymentUpdate.executionId))
    .where(and(isOfBlueprint(db, blueprintId), notInArray(execution.status, [...finalStatuses])))
    .orderBy(asc(deployment.name));
  return rows.map(({ name }) => name);
}

/** Forgets the updates from and to versions of a blueprint. */
export async function deleteUpdatesWith(tx: Tx, blueprintId: string): Promise<void> {
  await tx.delete(deploymentUpdate).where(isOfBlueprint(tx, blueprintId));
}

function isOfBlueprint(db: Db | Tx, blueprintId: string) {
  const versions = db
    .select({ id: blueprintVersion.id })
    .from(blueprintVersion)
    .where(eq(blueprintVersion.blueprintId, blueprintId));
  return or(inArray(deploymentUpdate.oldVersionId, versions), inArray(deploymentUpdate.newVersionId, versions));
}
