import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';

const taskPrefix = 'execute-';

/** The tasks of the queue that a worker of this format can do: run an execution that it or an older release wrote. */
export function executeTasks(format: number): string[] {
  return Array.from({ length: format }, (_, index) => `${taskPrefix}${index + 1}`);
}

function keyOf(executionId: string): string {
  return `execution:${executionId}`;
}

/**
 * Asks for an execution to be run. The executions of one deployment are run one after another, forced ones beside them.
 * Workers of releases that could not read it do not see the job. It is tried for as long as it takes: the sweeper would
 * ask again anyway.
 */
export async function addExecutionJob(tx: Db | Tx, request: { id: string }): Promise<void> {
  const payload = JSON.stringify({ executionId: request.id });
  await tx.execute(sql`
    select 1 from execution e, graphile_worker.add_job(${taskPrefix} || e.format, ${payload}::json,
      case when e.is_forced then null else e.deployment_id::text end, null, 10000, ${keyOf(request.id)})
    where e.id = ${request.id}`);
}

/** Takes an execution's job away again, if it has not begun. */
export async function removeExecutionJob(tx: Tx, executionId: string): Promise<void> {
  await tx.execute(sql`select 1 from graphile_worker.remove_job(${keyOf(executionId)})`);
}

/** Frees what the given queue pools hold, and wakes idle workers so that they take it at once. */
export async function unlockJobs(tx: Db | Tx, pools: string[]): Promise<void> {
  if (pools.length === 0) return;
  await tx.execute(sql`select graphile_worker.force_unlock_workers(${sql.param(pools)}::text[])`);
  await tx.execute(sql`select pg_notify('jobs:insert', '{"count":20}')`);
}

/** How many jobs could be taken now: nobody holds them or another one of their deployment. */
export async function countFreeJobs(db: Db): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from graphile_worker._private_jobs j
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.locked_at is null and j.run_at <= now() and q.locked_at is null and j.is_available`);
  return rows[0]?.n ?? 0;
}

/** Queue pools that hold jobs although no worker is known by their name: it died before it could register. */
export async function findOrphanPools(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ pool: string }>(sql`
    select distinct j.locked_by as pool from graphile_worker.jobs j
    where j.locked_by is not null and j.locked_at < now() - interval '5 seconds'
      and not exists (select 1 from worker w where w.queue_pool = j.locked_by)`);
  return rows.map((row) => row.pool);
}

/** Executions whose jobs the given queue pool has held for a while. */
export async function listExecutionsHeldBy(db: Db, pool: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select substring(j.key from 11) as id from graphile_worker.jobs j
    where j.locked_by = ${pool} and j.locked_at < now() - interval '5 seconds' and j.key like 'execution:%'`);
  return rows.map((row) => row.id);
}

/**
 * Executions up to a format that nobody runs and nobody will, since their job is gone; those that wait for another one
 * or for a person's word are left to wait.
 */
export async function findExecutionsWithoutJob(db: Db, format: number): Promise<{ id: string }[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select e.id from execution e
    where e.status not in ('queued', 'terminated', 'failed', 'cancelled') and e.format <= ${format}
      and (e.owner is null or e.lease_until < now())
      and not (e.status = 'needs-decision' and e.owner is null and e.requests = '[]')
      and not exists (select 1 from graphile_worker.jobs j where j.key = 'execution:' || e.id)
      and (e.is_forced or not exists (select 1 from execution other where other.deployment_id = e.deployment_id
        and other.id <> e.id and other.status not in ('queued', 'pending', 'terminated', 'failed', 'cancelled')))
    order by e.created_at`);
  return rows;
}

/** Executions that wait for a worker of a newer release than one of this format. */
export async function findNewerExecutions(db: Db, format: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from execution where format > ${format} and owner is null
      and status not in ('queued', 'terminated', 'failed', 'cancelled')`);
  return rows.map((row) => row.id);
}
