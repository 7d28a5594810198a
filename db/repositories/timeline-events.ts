import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { EventType } from '../../core/workflow/task-graph.ts';
import type { Db } from '../client.ts';
import { deployment } from '../schema/deployment.ts';
import { event, execution } from '../schema/execution.ts';

/** An event of a task or of a run as a whole, without what only its text tells. `at` is milliseconds since the epoch. */
export interface TaskEventRecord {
  seq: number;
  at: number;
  type: EventType;
  task: string | null;
  attempt: number | null;
  /** The end of the text. */
  text: string;
  errorType: string | null;
}

const endOfText = 64;

/** The events of these types of an execution, in order. */
export async function readTaskEvents(
  db: Db,
  executionId: string,
  types: readonly EventType[],
): Promise<TaskEventRecord[]> {
  const { seq, at, type, task, attempt } = event;
  const rows = await db
    .select({
      seq,
      at,
      type,
      task,
      attempt,
      text: sql<string>`right(${event.text}, ${endOfText})`,
      errorType: sql<string | null>`${event.detail} -> 'error' ->> 'type'`,
    })
    .from(event)
    .where(and(eq(event.executionId, executionId), inArray(event.type, [...types])))
    .orderBy(asc(event.seq));
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** A run that ended well. */
export interface PastRun {
  id: string;
  deploymentId: string;
  /** Milliseconds. */
  duration: number;
}

/** The last runs of a workflow that ended well, of all deployments of a blueprint; newest first, no dry runs. */
export async function listPastRuns(
  db: Db,
  key: { deploymentId: string; workflow: string; limit: number },
): Promise<PastRun[]> {
  const [own] = await db
    .select({ version: deployment.blueprintVersionId })
    .from(deployment)
    .where(eq(deployment.id, key.deploymentId));
  if (own === undefined) return [];
  const rows = await db
    .select({
      id: execution.id,
      deploymentId: execution.deploymentId,
      from: execution.startedAt,
      to: execution.endedAt,
    })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(
      and(
        eq(deployment.blueprintVersionId, own.version),
        eq(execution.workflow, key.workflow),
        eq(execution.status, 'terminated'),
        ne(sql`coalesce(${execution.settings} ->> 'dryRun', 'false')`, 'true'),
      ),
    )
    .orderBy(sql`(${execution.deploymentId} = ${key.deploymentId}) desc`, desc(execution.endedAt))
    .limit(key.limit);
  return rows.flatMap(({ id, deploymentId, from, to }) =>
    from === null || to === null ? [] : [{ id, deploymentId, duration: to.getTime() - from.getTime() }],
  );
}

/** The usual duration of an operation: from its last start to its success. */
export interface UsualDuration {
  node: string;
  operation: string;
  /** Milliseconds. */
  median: number;
}

/** How long the operations of some executions took, in the median, by node and operation. */
export async function readUsualDurations(db: Db, executionIds: readonly string[]): Promise<UsualDuration[]> {
  if (executionIds.length === 0) return [];
  const { rows } = await db.execute<{ node: string; operation: string; median: number }>(sql`
    select node, operation, percentile_cont(0.5) within group (order by ms) as median
    from (
      select node, operation, extract(epoch from
        max(at) filter (where type = 'task_succeeded') - max(at) filter (where type = 'task_started'))::float8 * 1000 as ms
      from ${event}
      where execution_id = any(${sql.param([...executionIds])}::uuid[])
        and type in ('task_started', 'task_succeeded') and task is not null
      group by execution_id, task, node, operation
    ) each
    where ms >= 0 and node is not null and operation is not null
    group by node, operation`);
  return rows;
}
