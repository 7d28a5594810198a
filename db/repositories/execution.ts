import { and, desc, eq, gt, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { EngineInput } from '../../core/engine/protocol.ts';
import type { Db, Tx } from '../client.ts';
import { deployment } from '../schema/deployment.ts';
import {
  type ExecutionStatus,
  event,
  execution,
  finalStatuses,
  journal,
  type ResumeRequest,
} from '../schema/execution.ts';

export type ExecutionRow = typeof execution.$inferSelect;

/** An execution with the name of its deployment. */
export type NamedExecution = ExecutionRow & { deploymentName: string };

export async function insertExecution(tx: Tx, values: typeof execution.$inferInsert): Promise<void> {
  await tx.insert(execution).values(values);
}

export async function findExecution(
  db: Db | Tx,
  key: { id: string; tenantId?: string },
): Promise<NamedExecution | null> {
  const [row] = await db
    .select({ execution, deploymentName: deployment.name })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(
      and(eq(execution.id, key.id), key.tenantId === undefined ? undefined : eq(execution.tenantId, key.tenantId)),
    );
  return row === undefined ? null : { ...row.execution, deploymentName: row.deploymentName };
}

/** What is known of an execution's log without reading it. */
export interface LogRow {
  deploymentName: string;
  workflow: string;
  lastSeq: number;
  /** When the execution began, or else was asked for. */
  at: Date;
}

export async function findLog(db: Db | Tx, key: { id: string; tenantId: string }): Promise<LogRow | null> {
  const { workflow, lastSeq, startedAt, createdAt } = execution;
  const [row] = await db
    .select({ deploymentName: deployment.name, workflow, lastSeq, startedAt, createdAt })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(and(eq(execution.id, key.id), eq(execution.tenantId, key.tenantId)));
  return row === undefined ? null : { ...row, at: row.startedAt ?? row.createdAt };
}

/** How far an execution has come; null when there is none. */
export async function findExecutionEnd(
  db: Db | Tx,
  id: string,
): Promise<{ lastSeq: number; status: ExecutionStatus } | null> {
  const [row] = await db
    .select({ lastSeq: execution.lastSeq, status: execution.status })
    .from(execution)
    .where(eq(execution.id, id));
  return row ?? null;
}

/**
 * The execution of each deployment that says how it stands: one that runs, else one that waits, else the one that ended
 * last. Queued ones are newer than what they wait for, and resumed ones may be older than others that have ended.
 */
export async function listTellingExecutions(db: Db | Tx, deploymentIds: string[]): Promise<NamedExecution[]> {
  if (deploymentIds.length === 0) return [];
  const rows = await db
    .selectDistinctOn([execution.deploymentId], { execution, deploymentName: deployment.name })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(inArray(execution.deploymentId, deploymentIds))
    .orderBy(
      execution.deploymentId,
      sql`case when ${inArray(execution.status, ['queued', 'pending'])} then 1 when ${inArray(execution.status, [...finalStatuses])} then 2 else 0 end`,
      desc(sql`coalesce(${execution.endedAt}, ${execution.createdAt})`),
      desc(execution.id),
    );
  return rows.map((row) => ({ ...row.execution, deploymentName: row.deploymentName }));
}

/** Executions of a deployment that are pending or running, oldest first. */
export async function listOpenExecutions(db: Db | Tx, deploymentId: string): Promise<ExecutionRow[]> {
  return await db
    .select()
    .from(execution)
    .where(and(eq(execution.deploymentId, deploymentId), notInArray(execution.status, [...finalStatuses])))
    .orderBy(execution.createdAt, execution.id);
}

/** Makes others that start an execution of this deployment wait until the transaction ends; null when there is none. */
export async function lockDeployment(tx: Tx, deploymentId: string): Promise<{ id: string } | null> {
  const [row] = await tx
    .select({ id: deployment.id })
    .from(deployment)
    .where(eq(deployment.id, deploymentId))
    .for('no key update');
  return row ?? null;
}

export async function lockExecution(tx: Tx, id: string): Promise<ExecutionRow | null> {
  const [row] = await tx.select().from(execution).where(eq(execution.id, id)).for('no key update');
  return row ?? null;
}

/** Leaves a request for the owner and tells it; with a status it is one to cancel. */
export async function appendRequest(
  tx: Tx,
  row: { id: string; deploymentId: string },
  request: { input: EngineInput; status?: ExecutionStatus },
): Promise<void> {
  const added = JSON.stringify([request.input]);
  await tx
    .update(execution)
    .set({
      requests: sql`${execution.requests} || ${added}::jsonb`,
      ...(request.status === undefined
        ? {}
        : { status: request.status, cancelAskedAt: sql`coalesce(${execution.cancelAskedAt}, now())` }),
    })
    .where(eq(execution.id, row.id));
  await tx.execute(sql`select pg_notify('gantry_requests', ${row.id})`);
  await notifyChange(tx, row.deploymentId);
}

/** Ends an execution that no owner writes to, with the one event that says so. */
export async function endAtOnce(
  tx: Tx,
  row: ExecutionRow,
  end: { status: ExecutionStatus; event: Pick<typeof event.$inferInsert, 'type' | 'text'>; error?: string },
): Promise<void> {
  const seq = row.lastSeq + 1;
  await tx
    .update(execution)
    .set({ status: end.status, endedAt: sql`now()`, lastSeq: seq, error: end.error ?? null })
    .where(eq(execution.id, row.id));
  await tx.insert(event).values({ executionId: row.id, seq, at: sql`now()`, ...end.event });
  await tx.execute(sql`select pg_notify('gantry_events', ${`${row.deploymentId} ${row.id} ${seq}`})`);
}

/** Makes an ended execution pending again, with what its next owner is to begin with. */
export async function reopenExecution(tx: Tx, id: string, resume: ResumeRequest): Promise<void> {
  await tx
    .update(execution)
    .set({
      status: 'pending',
      resume,
      error: null,
      endedAt: null,
      requests: [],
      cancelAskedAt: null,
      undecided: [],
      failedOperations: [],
    })
    .where(eq(execution.id, id));
}

/** Whether an execution that was created after this one has changed the state of a node instance of the deployment. */
export async function isOvertaken(
  tx: Db | Tx,
  row: Pick<ExecutionRow, 'id' | 'deploymentId' | 'createdAt'>,
): Promise<boolean> {
  const [later] = await tx
    .select({ id: execution.id })
    .from(execution)
    .innerJoin(event, and(eq(event.executionId, execution.id), eq(event.type, 'state_changed')))
    .where(
      and(
        eq(execution.deploymentId, row.deploymentId),
        ne(execution.id, row.id),
        gt(execution.createdAt, row.createdAt),
      ),
    )
    .limit(1);
  return later !== undefined;
}

/** Tells watchers of a deployment that something of it changed. */
export async function notifyChange(tx: Db | Tx, deploymentId: string): Promise<void> {
  await tx.execute(sql`select pg_notify('gantry_events', ${deploymentId})`);
}

/** Deletes the executions of a deployment with all that belongs to them. */
export async function deleteExecutions(tx: Tx, deploymentId: string): Promise<void> {
  const ofDeployment = tx.select({ id: execution.id }).from(execution).where(eq(execution.deploymentId, deploymentId));
  await tx.delete(event).where(inArray(event.executionId, ofDeployment));
  await tx.delete(journal).where(inArray(journal.executionId, ofDeployment));
  await tx.delete(execution).where(eq(execution.deploymentId, deploymentId));
}
