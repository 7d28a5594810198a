import { and, eq, sql } from 'drizzle-orm';
import type { EngineInput } from '../../core/engine/protocol.ts';
import type { Db } from '../client.ts';
import { execution } from '../schema/execution.ts';
import { type ExecutionRow, endAtOnce, lockDeployment, lockExecution } from './execution.ts';
import { addExecutionJob } from './job.ts';

/** Proof of ownership: every write names it. */
export interface Claim {
  executionId: string;
  worker: string;
  fence: number;
}

const until = (leaseMs: number) => sql`now() + ${leaseMs} * interval '1 millisecond'`;

/**
 * Makes the worker the owner, with a new fence, unless the execution has ended, has an owner whose lease holds, was
 * written by a newer release, or (when it is not forced) another execution of its deployment is under way. Null then. A worker may claim again what it owns: it does not know
 * of its claim when the answer to that was lost.
 */
export async function claimExecution(
  db: Db,
  request: { executionId: string; worker: string; leaseMs: number; format: number },
): Promise<ExecutionRow | null> {
  return await db.transaction(async (tx) => {
    const [known] = await tx
      .select({ deploymentId: execution.deploymentId })
      .from(execution)
      .where(eq(execution.id, request.executionId));
    if (known === undefined || (await lockDeployment(tx, known.deploymentId)) === null) return null;
    const [row] = await tx
      .update(execution)
      .set({
        owner: request.worker,
        fence: sql`${execution.fence} + 1`,
        leaseUntil: until(request.leaseMs),
        status: sql`case when ${execution.status} = 'pending' then 'started' else ${execution.status} end`,
        startedAt: sql`coalesce(${execution.startedAt}, now())`,
      })
      .where(
        and(
          eq(execution.id, request.executionId),
          sql`${execution.status} not in ('queued', 'terminated', 'failed', 'cancelled')`,
          sql`(${execution.owner} is null or ${execution.owner} = ${request.worker} or ${execution.leaseUntil} <= now())`,
          sql`${execution.format} <= ${request.format}`,
          sql`(${execution.isForced} or not exists (select 1 from ${execution} as other where other.deployment_id = ${known.deploymentId}
            and other.id <> ${request.executionId}
            and other.status not in ('queued', 'pending', 'terminated', 'failed', 'cancelled')))`,
        ),
      )
      .returning();
    return row ?? null;
  });
}

/** Extends the lease and reads what people ask for; null when the claim is lost. */
export async function renewLease(db: Db, claim: Claim, leaseMs: number): Promise<EngineInput[] | null> {
  const [row] = await db
    .update(execution)
    .set({ leaseUntil: until(leaseMs) })
    .where(
      and(eq(execution.id, claim.executionId), eq(execution.fence, claim.fence), eq(execution.owner, claim.worker)),
    )
    .returning({ requests: execution.requests });
  return row?.requests ?? null;
}

/** Gives the execution back so that another worker goes on at once; nothing happens when the claim is lost. */
export async function releaseExecution(db: Db, claim: Claim): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(execution)
      .set({ owner: null, leaseUntil: null })
      .where(
        and(eq(execution.id, claim.executionId), eq(execution.fence, claim.fence), eq(execution.owner, claim.worker)),
      )
      .returning({ id: execution.id });
    if (row !== undefined) await addExecutionJob(tx, row);
  });
}

/**
 * Lets go of an execution that waits for nothing but a person's word; whoever gives it asks for the execution to be run.
 * False when somebody has asked for something meanwhile, or the claim is lost.
 */
export async function parkExecution(db: Db, claim: Claim): Promise<boolean> {
  const rows = await db
    .update(execution)
    .set({ owner: null, leaseUntil: null })
    .where(
      and(
        eq(execution.id, claim.executionId),
        eq(execution.fence, claim.fence),
        eq(execution.owner, claim.worker),
        sql`${execution.requests} = '[]'`,
      ),
    )
    .returning({ id: execution.id });
  return rows.length > 0;
}

/** Ends an execution that can never go on, outside the order of its groups; nothing happens when the claim is lost. */
export async function failExecution(db: Db, claim: Claim, message: string): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockExecution(tx, claim.executionId);
    if (row === null || row.fence !== claim.fence || row.owner !== claim.worker) return;
    await tx.update(execution).set({ owner: null, leaseUntil: null }).where(eq(execution.id, claim.executionId));
    await endAtOnce(tx, row, {
      status: 'failed',
      error: message,
      event: { type: 'workflow_failed', text: `'${row.workflow}' workflow execution failed: ${message}` },
    });
  });
}
