import { and, count, desc, eq, gte, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { deployment } from '../schema/deployment.ts';
import { type ExecutionStatus, event, execution } from '../schema/execution.ts';
import type { executionSorts } from '../schema/list-orders.ts';
import type { NamedExecution } from './execution.ts';
import { hasWords, inPeopleOrder, type Keyset, type KeysetCursor, keysetParts } from './keyset.ts';

/** Which executions of a tenant are meant. */
export interface ExecutionFilter {
  tenantId: string;
  text?: string | undefined;
  deploymentId?: string | undefined;
  status?: readonly ExecutionStatus[] | undefined;
  workflow?: readonly string[] | undefined;
  createdBy?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  endedFrom?: Date | undefined;
}

export type ExecutionSortColumn = (typeof executionSorts)[number];

const durationMs = sql`coalesce(extract(epoch from (coalesce(${execution.endedAt}, now()) - ${execution.startedAt})) * 1000, -1)`;

const sortKeys: Record<ExecutionSortColumn, Pick<Keyset, 'by' | 'type'>> = {
  created: { by: sql`${execution.createdAt}`, type: 'timestamptz' },
  workflow: { by: inPeopleOrder(execution.workflow), type: 'text' },
  deployment: { by: inPeopleOrder(deployment.name), type: 'text' },
  status: { by: sql`${execution.status} collate "C"`, type: 'text' },
  duration: { by: durationMs, type: 'numeric' },
  ended: { by: sql`coalesce(${execution.endedAt}, 'infinity')`, type: 'timestamptz' },
  by: { by: inPeopleOrder(sql`coalesce(${execution.createdBy}, '')`), type: 'text' },
};

function conditionOf(filter: ExecutionFilter): SQL | undefined {
  const { tenantId, text, deploymentId, status, workflow, createdBy, from, to, endedFrom } = filter;
  return and(
    eq(execution.tenantId, tenantId),
    deploymentId === undefined ? undefined : eq(execution.deploymentId, deploymentId),
    status === undefined ? undefined : inArray(execution.status, [...status]),
    workflow === undefined ? undefined : inArray(execution.workflow, [...workflow]),
    createdBy === undefined ? undefined : inArray(execution.createdBy, [...createdBy]),
    from === undefined ? undefined : gte(execution.createdAt, from),
    to === undefined ? undefined : lte(execution.createdAt, to),
    endedFrom === undefined ? undefined : gte(execution.endedAt, endedFrom),
    hasWords(text, [execution.workflow, deployment.name, execution.createdBy, execution.error, execution.id]),
  );
}

/** One page of executions in an order, each with its place in that order; `limit` + 1 of them when there are more. */
export async function searchExecutions(
  db: Db | Tx,
  filter: ExecutionFilter,
  page: { sort: ExecutionSortColumn; down: boolean; cursor: KeysetCursor | null; limit: number },
): Promise<{ row: NamedExecution; place: string }[]> {
  const parts = keysetParts({ ...sortKeys[page.sort], down: page.down, id: execution.id }, page.cursor);
  const rows = await db
    .select({ execution, deploymentName: deployment.name, place: parts.place })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(and(conditionOf(filter), parts.where))
    .orderBy(...parts.orderBy)
    .limit(page.limit + 1);
  return rows.map((found) => ({
    row: { ...found.execution, deploymentName: found.deploymentName },
    place: found.place,
  }));
}

/** How many executions are meant, counted up to `most`. */
export async function countExecutions(db: Db | Tx, filter: ExecutionFilter, most: number): Promise<number> {
  const found = db
    .select({ id: execution.id })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(conditionOf(filter))
    .limit(most)
    .as('found');
  const [row] = await db.select({ n: count() }).from(found);
  return row?.n ?? 0;
}

/** How long earlier runs of the same workflow on the same deployment took that ended well, in ms, oldest first. */
export async function listPastDurations(
  db: Db | Tx,
  ids: readonly string[],
  most: number,
): Promise<Map<string, number[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; past: number[] }>(sql`
    select e.id, array(
      select (extract(epoch from (p.ended_at - p.started_at)) * 1000)::float8
      from ${execution} p
      where p.deployment_id = e.deployment_id and p.workflow = e.workflow and p.status = 'terminated'
        and p.started_at is not null and p.created_at < e.created_at
      order by p.created_at desc limit ${most}
    ) as past
    from ${execution} e where e.id in ${[...ids]}`);
  return new Map(rows.map(({ id, past }) => [id, past.toReversed()]));
}

/** Of each execution the last operation whose failure is final, with the `seq` of its line. */
export async function listFailureLines(
  db: Db | Tx,
  ids: readonly string[],
): Promise<Map<string, { seq: number; instance: string | null; operation: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([event.executionId], {
      id: event.executionId,
      seq: event.seq,
      instance: event.instance,
      operation: event.operation,
    })
    .from(event)
    .where(and(inArray(event.executionId, [...ids]), eq(event.type, 'task_failed'), isNotNull(event.instance)))
    .orderBy(event.executionId, desc(event.seq));
  return new Map(rows.map(({ id, ...line }) => [id, line]));
}

/** The workflows and the people of the newest executions, each by name. */
export async function listExecutionFacets(
  db: Db | Tx,
  tenantId: string,
  newest: number,
): Promise<{ workflows: string[]; people: string[] }> {
  const recent = db
    .select({ workflow: execution.workflow, by: execution.createdBy })
    .from(execution)
    .where(eq(execution.tenantId, tenantId))
    .orderBy(desc(execution.createdAt))
    .limit(newest)
    .as('recent');
  const rows = await db.selectDistinct({ workflow: recent.workflow, by: recent.by }).from(recent);
  const people = new Set(rows.map(({ by }) => by).filter((by) => by !== null));
  return { workflows: [...new Set(rows.map(({ workflow }) => workflow))].sort(), people: [...people].sort() };
}
