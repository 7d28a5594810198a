import { asc, desc, eq, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { deployment, execution, finalStatuses, worker } from '../schema/index.ts';
import type { WorkerRow } from './worker.ts';

/** The largest tables that are told apart. */
const mostTables = 6;

/** The server's version, the bytes of the database on disk and its largest tables. */
export async function readDatabaseFacts(
  db: Db,
): Promise<{ version: string; size: number; tables: { name: string; size: number; rows: number }[] }> {
  const [facts, tables] = await Promise.all([
    db.execute<{ version: string; size: string }>(
      sql`select current_setting('server_version') as version, pg_database_size(current_database())::text as size`,
    ),
    db.execute<{ name: string; size: string; rows: string }>(sql`
      select c.relname as name, pg_total_relation_size(c.oid)::text as size, greatest(s.n_live_tup, 0)::text as rows
      from pg_class c join pg_stat_user_tables s on s.relid = c.oid
      where c.relkind = 'r' and s.schemaname = 'public'
      order by pg_total_relation_size(c.oid) desc limit ${mostTables}
    `),
  ]);
  const [first] = facts.rows;
  return {
    version: first?.version ?? '',
    size: Number(first?.size ?? 0),
    tables: tables.rows.map(({ name, size, rows }) => ({ name, size: Number(size), rows: Number(rows) })),
  };
}

/** All workers that are registered, each with whether it has been silent for longer than `silenceMs`; oldest first. */
export async function listWorkers(db: Db, silenceMs: number): Promise<(WorkerRow & { isSilent: boolean })[]> {
  const isSilent = sql<boolean>`${worker.heartbeatAt} < now() - ${silenceMs} * interval '1 millisecond'`;
  const rows = await db.select({ worker, isSilent }).from(worker).orderBy(asc(worker.startedAt));
  return rows.map((row) => ({ ...row.worker, isSilent: row.isSilent }));
}

/** The executions of a tenant that a worker holds, the newest first. */
export async function listOwnedExecutions(db: Db, tenantId: string) {
  return db
    .select({
      id: execution.id,
      owner: execution.owner,
      deploymentId: execution.deploymentId,
      deploymentName: deployment.name,
      workflow: execution.workflow,
      status: execution.status,
    })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(
      sql`${execution.tenantId} = ${tenantId} and ${execution.owner} is not null and ${notInArray(execution.status, [...finalStatuses])}`,
    )
    .orderBy(desc(execution.createdAt));
}
