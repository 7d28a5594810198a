import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { OperationKey } from '../../core/ports/operation.ts';
import type { Database } from '../../db/client.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { createSampleDeployment, startSample } from '../../server/runtime/testing/sample-deployment.ts';

/** The file that an attempt leaves. */
export function markerOf(folder: string, { executionId, taskId, attempt }: OperationKey): string {
  return join(folder, 'marks', executionId, `${attempt} ${taskId.replaceAll('/', '|')}`);
}

/** An execution whose operations leave marks. */
export interface MarkedRun {
  id: string;
  operations: number;
}

/** Starts one execution that installs `length` nodes one after the other, with two operations each. */
export async function startMarked(database: Database, folder: string, length: number): Promise<MarkedRun> {
  const nodes = Array.from({ length }, (_, position) => ({
    name: `link${position}`,
    operations: { create: {}, start: {} },
    relationships: position === 0 ? [] : [{ target: `link${position - 1}` }],
  }));
  const deploymentId = await createSampleDeployment(database.db, nodes);
  const id = await startSample(database.db, deploymentId);
  await mkdir(join(folder, 'marks', id), { recursive: true });
  return { id, operations: length * 2 };
}

/** What is wrong with an execution that has ended: its status, lost or repeated operations, events with gaps. */
export async function judgeMarked(
  database: Database,
  folder: string,
  run: MarkedRun,
): Promise<{ lost: number; repeated: number; problems: string[] }> {
  const row = await findExecution(database.db, { id: run.id });
  const marks = await readdir(join(folder, 'marks', run.id));
  const tasks = new Map<string, number>();
  for (const mark of marks) {
    const task = mark.slice(mark.indexOf(' ') + 1);
    tasks.set(task, (tasks.get(task) ?? 0) + 1);
  }
  const repeated = [...tasks].filter(([, times]) => times > 1).map(([task]) => task);
  const lost = Math.max(0, run.operations - tasks.size);
  const problems: string[] = [];
  if (row?.status !== 'terminated') problems.push(`${run.id} is ${row?.status}: ${row?.error ?? ''}`);
  if (lost > 0) problems.push(`${run.id}: ${lost} operations left no mark`);
  for (const task of repeated) problems.push(`${run.id}: ${task} ran in more than one attempt`);
  const { rows } = await database.pool.query<{ events: number; last: number }>(
    'select count(*)::int as events, max(seq)::int as last from event where execution_id = $1',
    [run.id],
  );
  if (rows[0]?.events !== rows[0]?.last)
    problems.push(`${run.id}: events with gaps, ${rows[0]?.events} of ${rows[0]?.last}`);
  return { lost, repeated: repeated.length, problems };
}

/** An execution that has not ended by then is stuck. */
const patienceMs = 300_000;

/** Waits until all have ended; those that never do are found by `judgeMarked`. */
export async function untilEnded(database: Database, ids: readonly string[]): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await countOpen(database, ids)) > 0 && performance.now() < deadline) await delay(50);
}

/** How many of the executions have not ended. */
export async function countOpen(database: Database, ids: readonly string[]): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*)::int as n from execution where id = any($1) and status not in ('terminated', 'failed', 'cancelled')`,
    [ids],
  );
  return rows[0]?.n ?? 0;
}
