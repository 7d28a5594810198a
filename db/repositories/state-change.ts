import { and, asc, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { EventType, NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { Db, Tx } from '../client.ts';
import { event, execution } from '../schema/execution.ts';

/** An event after which an instance looks different. */
export interface StateChangeRecord {
  seq: number;
  at: Date;
  type: EventType;
  instance: string;
  /** For `state_changed`. */
  state: NodeInstanceState | null;
}

const state = sql<NodeInstanceState | null>`${event.detail} ->> 'state'`;

/** What happened to the instances of an execution, in order. */
export async function readStateChanges(db: Db | Tx, executionId: string): Promise<StateChangeRecord[]> {
  const rows = await db
    .select({ seq: event.seq, at: event.at, type: event.type, instance: event.instance, state })
    .from(event)
    .where(
      and(
        eq(event.executionId, executionId),
        inArray(event.type, ['state_changed', 'task_started', 'task_succeeded', 'task_failed']),
        isNotNull(event.instance),
      ),
    )
    .orderBy(asc(event.seq));
  return rows.map((row) => ({ ...row, instance: row.instance ?? '' }));
}

/** The state in which an execution left each instance that it changed. */
export async function readLastStates(
  db: Db | Tx,
  executionId: string,
): Promise<{ instance: string; state: NodeInstanceState }[]> {
  const rows = await db
    .selectDistinctOn([event.instance], { instance: event.instance, state })
    .from(event)
    .where(and(eq(event.executionId, executionId), eq(event.type, 'state_changed'), isNotNull(event.instance)))
    .orderBy(asc(event.instance), desc(event.seq));
  return rows.flatMap((row) =>
    row.instance === null || row.state === null ? [] : { instance: row.instance, state: row.state },
  );
}

/** The executions of a deployment that were made before a time, newest first. */
export async function listEarlierExecutions(
  db: Db | Tx,
  { deploymentId, before, limit }: { deploymentId: string; before: Date; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: execution.id })
    .from(execution)
    .where(and(eq(execution.deploymentId, deploymentId), lt(execution.createdAt, before)))
    .orderBy(desc(execution.createdAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}
