import { and, inArray, notInArray } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { execution, finalStatuses } from '../schema/execution.ts';

/** Those of the executions that have ended. One that is not here may belong to another Gantry that uses the same hosts. */
export async function listFinishedExecutions(db: Db | Tx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: execution.id })
    .from(execution)
    .where(and(inArray(execution.id, ids), inArray(execution.status, [...finalStatuses])));
  return rows.map((row) => row.id);
}

/** Those of the executions that are pending or running. */
export async function listUnfinishedExecutions(db: Db | Tx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: execution.id })
    .from(execution)
    .where(and(inArray(execution.id, ids), notInArray(execution.status, [...finalStatuses])));
  return rows.map((row) => row.id);
}
