import { and, asc, eq, max, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { blueprint, blueprintVersion, deployment, host } from '../schema/index.ts';

/** A text that may name the secret; whether it does, its reader finds out. */
function mayName(column: PgColumn, secret: string): SQL | undefined {
  return and(
    sql`position('get_secret' in ${column}::text) > 0`,
    sql`position(${JSON.stringify(secret)} in ${column}::text) > 0`,
  );
}

/** The latest versions of blueprints that may read this secret, by name. */
export async function listBlueprintsNaming(db: Db | Tx, tenantId: string, secret: string) {
  const latest = db
    .select({ blueprintId: blueprintVersion.blueprintId, number: max(blueprintVersion.number).as('latest') })
    .from(blueprintVersion)
    .groupBy(blueprintVersion.blueprintId)
    .as('latest');
  return db
    .select({ id: blueprint.id, name: blueprint.name, plan: blueprintVersion.plan })
    .from(blueprint)
    .innerJoin(latest, eq(latest.blueprintId, blueprint.id))
    .innerJoin(
      blueprintVersion,
      and(eq(blueprintVersion.blueprintId, blueprint.id), eq(blueprintVersion.number, latest.number)),
    )
    .where(and(eq(blueprint.tenantId, tenantId), mayName(blueprintVersion.plan, secret)))
    .orderBy(asc(blueprint.name));
}

/** The deployments that may read this secret, by name. */
export async function listDeploymentsNaming(db: Db | Tx, tenantId: string, secret: string) {
  return db
    .select({ id: deployment.id, name: deployment.name, plan: deployment.plan })
    .from(deployment)
    .where(and(eq(deployment.tenantId, tenantId), mayName(deployment.plan, secret)))
    .orderBy(asc(deployment.name));
}

/** The hosts that are signed in to with this secret, by name. */
export async function listHostsNaming(
  db: Db | Tx,
  tenantId: string,
  secret: string,
): Promise<{ id: string; name: string }[]> {
  const columns = [host.keySecret, host.passphraseSecret, host.passwordSecret, host.sudoPasswordSecret];
  return db
    .select({ id: host.id, name: host.name })
    .from(host)
    .where(and(eq(host.tenantId, tenantId), or(...columns.map((column) => eq(column, secret)))))
    .orderBy(asc(host.name));
}
