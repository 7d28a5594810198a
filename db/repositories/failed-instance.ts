import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { event } from '../schema/execution.ts';

/** Ids of the instances whose last operation in the execution failed and is not being tried again at this moment. */
export async function listFailedInstances(db: Db | Tx, executionId: string): Promise<string[]> {
  const { rows } = await db.execute<{ instance: string }>(sql`
    with failed as (
      select ${event.instance} as instance, max(${event.seq}) as seq from ${event}
      where ${event.executionId} = ${executionId} and ${event.type} = 'task_failed' and ${event.instance} is not null
      group by ${event.instance}
    )
    select failed.instance from failed
    where not exists (
      select 1 from ${event}
      where ${event.executionId} = ${executionId} and ${event.seq} > failed.seq
        and ${event.instance} = failed.instance and ${event.type} in ('task_started', 'task_succeeded')
    )`);
  return rows.map((row) => row.instance);
}
