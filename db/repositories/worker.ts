import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { execution, worker } from '../schema/execution.ts';
import { unlockJobs } from './job.ts';

export type WorkerRow = typeof worker.$inferSelect;
export type WorkerIdentity = Pick<WorkerRow, 'id' | 'host' | 'pid' | 'processStart' | 'queuePool'>;

/** Says that the worker lives; registers it when it is not known (any more). */
export async function saveHeartbeat(db: Db, identity: WorkerIdentity): Promise<void> {
  await db
    .insert(worker)
    .values(identity)
    .onConflictDoUpdate({ target: worker.id, set: { queuePool: identity.queuePool, heartbeatAt: sql`now()` } });
}

/** The other workers, each with whether it has been silent for longer than `silenceMs` by the database's clock. */
export async function listOtherWorkers(
  db: Db,
  own: string,
  silenceMs: number,
): Promise<(WorkerRow & { isSilent: boolean })[]> {
  const isSilent = sql<boolean>`${worker.heartbeatAt} < now() - ${silenceMs} * interval '1 millisecond'`;
  const rows = await db.select({ worker, isSilent }).from(worker).where(ne(worker.id, own));
  return rows.map((row) => ({ ...row.worker, isSilent: row.isSilent }));
}

/**
 * Buries a worker: its claims end now and its jobs are free. Should it live after all, its writes are refused as soon
 * as somebody else has claimed what it owned. `silenceMs`: only if it is still silent for that long.
 */
export async function removeWorker(
  db: Db,
  row: Pick<WorkerRow, 'id' | 'queuePool'>,
  silenceMs: number | null,
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const isSilent =
      silenceMs === null ? undefined : sql`${worker.heartbeatAt} < now() - ${silenceMs} * interval '1 millisecond'`;
    const removed = await tx
      .delete(worker)
      .where(and(eq(worker.id, row.id), isSilent))
      .returning({ id: worker.id });
    if (removed.length === 0) return false;
    await tx.update(execution).set({ leaseUntil: sql`now()` }).where(eq(execution.owner, row.id));
    await unlockJobs(tx, row.queuePool === null ? [] : [row.queuePool]);
    return true;
  });
}

/** The worker's own good-bye. */
export async function deleteWorker(db: Db, id: string): Promise<void> {
  await db.delete(worker).where(eq(worker.id, id));
}
