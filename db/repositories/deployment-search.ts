import { and, count, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { blueprint, blueprintVersion, deployment, execution, nodeInstance } from '../schema/index.ts';
import { type deploymentSorts, deploymentStandings } from '../schema/list-orders.ts';
import { type DeploymentOverview, deploymentOverview } from './deployment.ts';
import { hasWords, inPeopleOrder, type Keyset, type KeysetCursor, keysetParts } from './keyset.ts';

export type DeploymentStanding = (typeof deploymentStandings)[number];

/** Which deployments of a tenant are meant. */
export interface DeploymentFilter {
  tenantId: string;
  text?: string | undefined;
  blueprintId?: string | undefined;
  status?: readonly DeploymentStanding[] | undefined;
}

export type DeploymentSortColumn = (typeof deploymentSorts)[number];

/** The execution that says how each deployment stands, as in `listTellingExecutions`. */
function telling(db: Db | Tx, tenantId: string) {
  return db
    .selectDistinctOn([execution.deploymentId], {
      deploymentId: execution.deploymentId,
      status: execution.status,
      at: sql<Date>`coalesce(${execution.endedAt}, ${execution.createdAt})`.as('told_at'),
    })
    .from(execution)
    .where(eq(execution.tenantId, tenantId))
    .orderBy(
      execution.deploymentId,
      sql`case when ${execution.status} in ('queued', 'pending') then 1 when ${execution.status} in ('terminated', 'failed', 'cancelled') then 2 else 0 end`,
      sql`coalesce(${execution.endedAt}, ${execution.createdAt}) desc`,
      sql`${execution.id} desc`,
    )
    .as('telling');
}

function instanceCounts(db: Db | Tx) {
  return db
    .select({
      deploymentId: nodeInstance.deploymentId,
      all: count().as('instances'),
      started: sql<number>`count(*) filter (where ${nodeInstance.state} = 'started')`.as('started'),
    })
    .from(nodeInstance)
    .groupBy(nodeInstance.deploymentId)
    .as('counts');
}

const standingRank = sql.join(
  deploymentStandings.map((standing, rank) => sql.raw(`when '${standing}' then ${rank}`)),
  sql` `,
);

/** The parts of a search; how deployments stand is only read where the filter or the order asks for it. */
function searchOf(db: Db | Tx, filter: DeploymentFilter, sort: DeploymentSortColumn | null) {
  const last = telling(db, filter.tenantId);
  const counts = instanceCounts(db);
  const standing = sql`case
    when ${last.status} not in ('terminated', 'failed', 'cancelled') then 'active'
    when ${last.status} = 'failed' then 'failed'
    when ${counts.started} > 0 and ${counts.started} = ${counts.all} then 'installed'
    when ${counts.started} > 0 then 'partial'
    when ${last.status} = 'cancelled' then 'cancelled'
    else 'not-installed' end`;
  const keys: Record<DeploymentSortColumn, Pick<Keyset, 'by' | 'type'>> = {
    name: { by: inPeopleOrder(deployment.name), type: 'text' },
    blueprint: { by: inPeopleOrder(blueprint.name), type: 'text' },
    status: { by: sql`case ${standing} ${standingRank} end`, type: 'numeric' },
    instances: { by: sql`coalesce(${counts.all}, 0)`, type: 'numeric' },
    last: { by: sql`coalesce(${last.at}, ${deployment.createdAt})`, type: 'timestamptz' },
    created: { by: sql`${deployment.createdAt}`, type: 'timestamptz' },
    by: { by: inPeopleOrder(sql`coalesce(${deployment.createdBy}, '')`), type: 'text' },
  };
  const where: SQL | undefined = and(
    eq(deployment.tenantId, filter.tenantId),
    filter.blueprintId === undefined ? undefined : eq(blueprint.id, filter.blueprintId),
    filter.status === undefined ? undefined : inArray(standing, [...filter.status]),
    hasWords(filter.text, [deployment.name, blueprint.name, deployment.createdBy, deployment.id]),
  );
  const needsStanding = filter.status !== undefined || ['status', 'instances', 'last'].includes(sort ?? '');
  return { last, counts, where, needsStanding, key: keys[sort ?? 'name'] };
}

function selectFrom(db: Db | Tx, search: ReturnType<typeof searchOf>, place: SQL.Aliased<string>) {
  const query = db
    .select({ ...deploymentOverview, place })
    .from(deployment)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, deployment.blueprintVersionId))
    .innerJoin(blueprint, eq(blueprint.id, blueprintVersion.blueprintId))
    .$dynamic();
  if (!search.needsStanding) return query;
  return query
    .leftJoin(search.last, eq(search.last.deploymentId, deployment.id))
    .leftJoin(search.counts, eq(search.counts.deploymentId, deployment.id));
}

/** One page of deployments in an order, each with its place in that order; `limit` + 1 of them when there are more. */
export async function searchDeployments(
  db: Db | Tx,
  filter: DeploymentFilter,
  page: { sort: DeploymentSortColumn; down: boolean; cursor: KeysetCursor | null; limit: number },
): Promise<{ row: DeploymentOverview; place: string }[]> {
  const search = searchOf(db, filter, page.sort);
  const parts = keysetParts({ ...search.key, down: page.down, id: deployment.id }, page.cursor);
  const rows = await selectFrom(db, search, parts.place)
    .where(and(search.where, parts.where))
    .orderBy(...parts.orderBy)
    .limit(page.limit + 1);
  return rows.map(({ place, ...row }) => ({ row, place }));
}

/** How many deployments are meant, counted up to `most`. */
export async function countDeployments(db: Db | Tx, filter: DeploymentFilter, most: number): Promise<number> {
  const search = searchOf(db, filter, null);
  const found = selectFrom(db, search, sql<string>`''`.as('place')).where(search.where).limit(most).as('found');
  const [row] = await db.select({ n: count() }).from(found);
  return row?.n ?? 0;
}
