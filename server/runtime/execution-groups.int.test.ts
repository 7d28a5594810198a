import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NonRecoverableError } from '../../core/ports/operation.ts';
import {
  advanceGroup,
  advanceGroupIn,
  insertGroup,
  listGroupExecutions,
  listGroupsToAdvance,
} from '../../db/repositories/execution-group.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createExecution, requestCancel } from './requests.ts';
import { createSampleDeployment, sampleTenant } from './testing/sample-deployment.ts';
import { testRuntime, until } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const node = { name: 'web', operations: { create: {} } };

async function startGroup(size: number, concurrency: number): Promise<{ id: string; deployments: string[] }> {
  const { db } = database;
  const deployments: string[] = [];
  for (let number = 0; number < size; number++) deployments.push(await createSampleDeployment(db, [node]));
  const id = randomUUID();
  await db.transaction(async (tx) => {
    await insertGroup(tx, { id, tenantId: sampleTenant, workflow: 'install', parameters: {}, concurrency });
    for (const [groupPlace, deploymentId] of deployments.entries()) {
      const execution = {
        id: randomUUID(),
        tenantId: sampleTenant,
        deploymentId,
        workflow: 'install',
        createdBy: null,
      };
      await createExecution(tx, { ...execution, groupId: id, groupPlace, whenBusy: 'queue' });
    }
    await advanceGroupIn(tx, id);
  });
  return { id, deployments };
}

async function statusesOf(groupId: string): Promise<string[]> {
  return (await listGroupExecutions(database.db, groupId)).map((row) => row.status);
}

async function untilEnded(groupId: string): Promise<void> {
  await until(async () => (await listGroupExecutions(database.db, groupId, { open: true })).length === 0);
}

test('100 executions on one worker begin in order, ten at a time, and the failure of some stops no other', async () => {
  const { id, deployments } = await startGroup(100, 10);
  expect((await statusesOf(id)).slice(0, 12)).toEqual([...Array(10).fill('pending'), 'queued', 'queued']);
  const failing = new Set(deployments.filter((_, place) => place % 10 === 3));
  let running = 0;
  let most = 0;
  const runtime = testRuntime(database, async (context) => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    if (failing.has(context.deployment.id)) throw new NonRecoverableError('Not this one.');
    return null;
  });
  await runtime.start();
  try {
    await untilEnded(id);
  } finally {
    await runtime.stop();
  }
  const rows = await listGroupExecutions(database.db, id);
  expect(rows.map((row) => row.deploymentId)).toEqual(deployments);
  expect(rows.filter((row) => row.status === 'failed')).toHaveLength(10);
  expect(rows.filter((row) => row.status === 'terminated')).toHaveLength(90);
  expect(most).toBeLessThanOrEqual(10);
  // The eleventh began after one of the first ten had ended.
  const firstEnd = Math.min(...rows.slice(0, 10).map((row) => row.endedAt?.getTime() ?? 0));
  expect(rows[10]?.startedAt?.getTime()).toBeGreaterThanOrEqual(firstEnd);
});

test('a place that nobody gave on is given by the sweeper', async () => {
  const { id } = await startGroup(3, 1);
  const { db } = database;
  const [first] = await listGroupExecutions(db, id);
  await db.transaction((tx) => requestCancel(tx, { id: first?.id ?? '', mode: 'cancel', now: Date.now() }));
  expect(await statusesOf(id)).toEqual(['cancelled', 'queued', 'queued']);
  expect(await listGroupsToAdvance(db)).toEqual([id]);
  const runtime = testRuntime(database, () => Promise.resolve(null));
  await runtime.start();
  await untilEnded(id).finally(() => runtime.stop());
  expect(await statusesOf(id)).toEqual(['cancelled', 'terminated', 'terminated']);
});

test('places are given once, however many ask at once', async () => {
  const { id } = await startGroup(6, 2);
  const { db } = database;
  const given = await Promise.all([1, 2, 3, 4].map(() => advanceGroup(db, id)));
  expect(given).toEqual([0, 0, 0, 0]);
  const cancel = (execution: string) =>
    db.transaction((tx) => requestCancel(tx, { id: execution, mode: 'cancel', now: Date.now() }));
  const rows = await listGroupExecutions(db, id);
  // One that waits is cancelled too, and never begins.
  for (const place of [0, 1, 2]) await cancel(rows[place]?.id ?? '');
  const again = await Promise.all([1, 2, 3, 4].map(() => advanceGroup(db, id)));
  expect(again.reduce((sum, n) => sum + n, 0)).toBe(2);
  expect(await statusesOf(id)).toEqual(['cancelled', 'cancelled', 'cancelled', 'pending', 'pending', 'queued']);
});
