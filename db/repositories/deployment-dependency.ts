import { and, asc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { deploymentUsesOf } from '../../core/plan/index.ts';
import type { Db, Tx } from '../client.ts';
import { blueprintVersion, deployment, deploymentDependency } from '../schema/index.ts';

/** A deployment that uses another one. */
export interface Dependent {
  id: string;
  name: string;
  /** Where the use is written, e.g. `nodes.web.properties.address.get_capability`. */
  creator: string;
}

/**
 * Records anew which deployments this one uses, by its plan, inputs and blueprint version as they are stored now. Those
 * that are there cannot be deleted until the transaction ends. Call it whenever one of the three has changed.
 */
export async function recordDependencies(tx: Tx, deploymentId: string): Promise<void> {
  const [row] = await tx
    .select({ plan: deployment.plan, tenantId: deployment.tenantId, blueprint: blueprintVersion.plan })
    .from(deployment)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, deployment.blueprintVersionId))
    .where(eq(deployment.id, deploymentId));
  await tx.delete(deploymentDependency).where(eq(deploymentDependency.sourceId, deploymentId));
  const uses = row === undefined ? [] : deploymentUsesOf(row.plan, row.blueprint.inputs);
  if (row === undefined || uses.length === 0) return;
  await tx.insert(deploymentDependency).values(uses.map((use) => ({ sourceId: deploymentId, ...use })));
  // Whoever deletes one of them waits for this transaction, and finds the rows then.
  const targets = [...new Set(uses.map((use) => use.target))];
  await tx
    .select({ id: deployment.id })
    .from(deployment)
    .where(
      and(
        eq(deployment.tenantId, row.tenantId),
        ne(deployment.id, deploymentId),
        or(inArray(deployment.name, targets), inArray(sql`${deployment.id}::text`, targets)),
      ),
    )
    .orderBy(deployment.id)
    .for('share');
}

/** The other deployments of its tenant that use a deployment, by its name or id: one entry for each place, by name. */
export async function dependentsOf(db: Db | Tx, deploymentId: string): Promise<Dependent[]> {
  const target = db
    .select({ id: deployment.id, name: deployment.name, tenantId: deployment.tenantId })
    .from(deployment)
    .where(eq(deployment.id, deploymentId))
    .as('target');
  return await db
    .select({ id: deployment.id, name: deployment.name, creator: deploymentDependency.creator })
    .from(deploymentDependency)
    .innerJoin(
      target,
      or(eq(deploymentDependency.target, target.name), eq(deploymentDependency.target, sql`${target.id}::text`)),
    )
    .innerJoin(deployment, eq(deployment.id, deploymentDependency.sourceId))
    .where(and(eq(deployment.tenantId, target.tenantId), ne(deployment.id, deploymentId)))
    .orderBy(asc(deployment.name), asc(deploymentDependency.creator));
}
