import { and, asc, count, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type ExecutionStatus, finalStatuses } from '../schema/execution.ts';
import { deployment, execution, executionGroup } from '../schema/index.ts';
import { type NamedExecution, notifyChange } from './execution.ts';
import { addExecutionJob } from './job.ts';

export type ExecutionGroupRow = typeof executionGroup.$inferSelect;

export async function insertGroup(tx: Tx, row: typeof executionGroup.$inferInsert): Promise<void> {
  await tx.insert(executionGroup).values(row);
}

/** The groups of a tenant, newest first. */
export async function listGroups(
  db: Db | Tx,
  filter: { tenantId: string; id?: string; limit: number },
): Promise<ExecutionGroupRow[]> {
  return await db
    .select()
    .from(executionGroup)
    .where(
      and(
        eq(executionGroup.tenantId, filter.tenantId),
        filter.id === undefined ? undefined : eq(executionGroup.id, filter.id),
      ),
    )
    .orderBy(desc(executionGroup.createdAt), desc(executionGroup.id))
    .limit(filter.limit);
}

/** How many executions of each group are in which state, by the group's id. */
export async function countGroupStates(
  db: Db | Tx,
  groupIds: readonly string[],
): Promise<Map<string, Partial<Record<ExecutionStatus, number>>>> {
  const counts = new Map<string, Partial<Record<ExecutionStatus, number>>>();
  if (groupIds.length === 0) return counts;
  const rows = await db
    .select({ id: execution.groupId, status: execution.status, n: count() })
    .from(execution)
    .where(inArray(execution.groupId, [...groupIds]))
    .groupBy(execution.groupId, execution.status);
  for (const { id, status, n } of rows) {
    if (id !== null) counts.set(id, { ...counts.get(id), [status]: n });
  }
  return counts;
}

/** The executions of a group in its order; those that have not ended only when `open`. */
export async function listGroupExecutions(
  db: Db | Tx,
  groupId: string,
  { open = false }: { open?: boolean } = {},
): Promise<NamedExecution[]> {
  const rows = await db
    .select({ execution, deploymentName: deployment.name })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(and(eq(execution.groupId, groupId), open ? notInArray(execution.status, [...finalStatuses]) : undefined))
    .orderBy(asc(execution.groupPlace));
  return rows.map((row) => ({ ...row.execution, deploymentName: row.deploymentName }));
}

/** Groups that have executions waiting and a place for them. */
export async function listGroupsToAdvance(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select g.id from ${executionGroup} g
    where g.id in (select q.group_id from ${execution} q where q.status = 'queued')
      and (select count(*) from ${execution} e where e.group_id = g.id
        and e.status not in ('queued', 'terminated', 'failed', 'cancelled')) < g.concurrency`);
  return rows.map((row) => row.id);
}

/**
 * Gives the free places of a group to its waiting executions, in their order. Call it after one of them has ended; when
 * nobody does, the sweeper does. Returns how many have got a place.
 */
export async function advanceGroup(db: Db, groupId: string): Promise<number> {
  return await db.transaction((tx) => advanceGroupIn(tx, groupId));
}

/** `advanceGroup` as a part of a transaction. */
export async function advanceGroupIn(tx: Tx, groupId: string): Promise<number> {
  const [group] = await tx.select().from(executionGroup).where(eq(executionGroup.id, groupId)).for('update');
  if (group === undefined) return 0;
  const [busy] = await tx
    .select({ n: count() })
    .from(execution)
    .where(and(eq(execution.groupId, groupId), notInArray(execution.status, ['queued', ...finalStatuses])));
  const free = group.concurrency - (busy?.n ?? 0);
  if (free <= 0) return 0;
  const next = await tx
    .select({ id: execution.id, deploymentId: execution.deploymentId })
    .from(execution)
    .where(and(eq(execution.groupId, groupId), eq(execution.status, 'queued')))
    .orderBy(asc(execution.groupPlace))
    .limit(free)
    .for('no key update');
  for (const row of next) {
    await tx.update(execution).set({ status: 'pending' }).where(eq(execution.id, row.id));
    await addExecutionJob(tx, row);
    await notifyChange(tx, row.deploymentId);
  }
  return next.length;
}

/** Deployments of a tenant, by name: those with the ids, of a blueprint, or with a label. */
export async function listGroupMembers(
  db: Db | Tx,
  tenantId: string,
  which:
    | { kind: 'deployments'; ids: readonly string[] }
    | { kind: 'blueprint'; id: string }
    | { kind: 'label'; key: string; value: string },
): Promise<{ id: string; name: string }[]> {
  return await db
    .select({ id: deployment.id, name: deployment.name })
    .from(deployment)
    .where(and(eq(deployment.tenantId, tenantId), memberCondition(which)))
    .orderBy(asc(deployment.name), asc(deployment.id));
}

function memberCondition(which: Parameters<typeof listGroupMembers>[2]) {
  if (which.kind === 'deployments') return inArray(deployment.id, [...which.ids]);
  if (which.kind === 'blueprint') {
    return sql`${deployment.blueprintVersionId} in (select id from blueprint_version where blueprint_id = ${which.id})`;
  }
  const values = JSON.stringify([which.value]);
  return sql`(${deployment.plan} -> 'labels' -> ${which.key} -> 'values')::jsonb @> ${values}::jsonb`;
}
