import { sql } from 'drizzle-orm';
import type { OperationError } from '../../core/engine/protocol.ts';
import type { Db, Tx } from '../client.ts';
import { event, execution } from '../schema/execution.ts';

/** An event that tells of an attempt of an operation: that it began, or how it ended. */
export interface AttemptEvent {
  executionId: string;
  workflow: string;
  seq: number;
  at: Date;
  type: 'task_started' | 'task_succeeded' | 'task_failed' | 'task_rescheduled';
  task: string;
  operation: string;
  attempt: number;
  error: OperationError | null;
}

/** The last `limit` such events of one node instance over all executions of its deployment, the newest first. */
export async function listAttemptEvents(
  db: Db | Tx,
  { deploymentId, instance, limit }: { deploymentId: string; instance: string; limit: number },
): Promise<AttemptEvent[]> {
  const { rows } = await db.execute<Omit<AttemptEvent, 'seq' | 'at'> & { seq: string; at: string }>(sql`
    select told.*, ${execution.workflow} as workflow
    from ${execution} cross join lateral (
      select ${event.executionId} as "executionId", ${event.seq} as seq, ${event.at} as at, ${event.type} as type,
        ${event.task} as task, ${event.operation} as operation, coalesce(${event.attempt}, 1) as attempt,
        ${event.detail} -> 'error' as error
      from ${event}
      where ${event.executionId} = ${execution.id} and ${event.instance} = ${instance} and ${event.task} is not null
        and ${event.operation} is not null
        and ${event.type} in ('task_started', 'task_succeeded', 'task_failed', 'task_rescheduled')
      order by ${event.seq} desc limit ${limit}
    ) told
    where ${execution.deploymentId} = ${deploymentId}
    order by ${execution.createdAt} desc, ${execution.id} desc, told.seq desc limit ${limit}`);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }));
}
