import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeInstanceStates } from '../../../core/workflow/task-graph.ts';
import { event, execution } from '../../../db/schema/index.ts';
import type { StateChangesView } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { writeExecution } from '../../testing/written-execution.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

type Change = { type: 'state_changed' | 'task_started' | 'task_failed'; instance: string; state?: string };

async function write(executionId: string, changes: readonly Change[], start: number): Promise<void> {
  const rows = changes.map(({ type, instance, state }, at) => ({
    executionId,
    seq: at + 1,
    at: new Date(start + at * 1_000),
    type,
    instance,
    text: '',
    ...(state !== undefined && { detail: { state } }),
  }));
  await product.database.db.insert(event).values(rows);
}

const code = (state: (typeof nodeInstanceStates)[number]) => nodeInstanceStates.indexOf(state);

test('the changes of a run, after the states in which the runs before it left the instances', async () => {
  const { db } = product.database;
  const first = await writeExecution(db);
  await write(first.id, [{ type: 'state_changed', instance: 'web_1', state: 'started' }], Date.UTC(2026, 0, 1));
  await first.finish();
  const id = crypto.randomUUID();
  const settings = { workflow: 'heal', maxRetries: 0, retryInterval: 0, waitAfterFail: 0 };
  const row = { id, tenantId: 'default_tenant', deploymentId: first.deploymentId, workflow: 'heal', seed: id };
  await db.insert(execution).values({ ...row, settings, createdAt: new Date(Date.now() + 1_000) });
  const changes: Change[] = [
    { type: 'task_started', instance: 'web_1' },
    { type: 'state_changed', instance: 'web_1', state: 'stopping' },
    { type: 'task_failed', instance: 'web_1' },
    { type: 'task_failed', instance: 'web_1' },
    { type: 'task_started', instance: 'web_1' },
    { type: 'state_changed', instance: 'db_1', state: 'creating' },
  ];
  await write(id, changes, Date.UTC(2026, 0, 2));
  const replay = (await product.admin.query('executions.stateChanges', { id })).data as StateChangesView;
  expect(replay.instances).toEqual(['web_1', 'db_1']);
  expect(replay.before).toEqual([code('started'), code('uninitialized')]);
  expect(replay.from).toBe(Date.UTC(2026, 0, 2));
  expect(replay.changes).toEqual({
    seq: [2, 3, 5, 6],
    at: [1_000, 2_000, 4_000, 5_000],
    instance: [0, 0, 0, 1],
    to: [code('stopping'), -1, -2, code('creating')],
  });
  expect((await product.admin.query('executions.stateChanges', { id: crypto.randomUUID() })).status).toBe(404);
});
