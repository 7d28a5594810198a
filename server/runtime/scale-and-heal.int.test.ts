import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/blueprint/json.ts';
import { NonRecoverableError, type OperationFunction } from '../../core/ports/operation.ts';
import { findStartedModification, hasEndedModification } from '../../db/repositories/deployment-modification.ts';
import type { NamedExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { deployment } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import type { Runtime } from './ports.ts';
import { requestResume } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
let runtime: Runtime;
/** Instance and operation of what ran since the last look. */
let ran: string[] = [];
/** Operations that fail. */
let broken: string[] = [];

const act: OperationFunction = async (context) => {
  const name = context.operation.split('.').at(-1) ?? '';
  const id = context.self?.instance.id ?? context.source?.instance.id ?? '';
  ran.push(`${id} ${name}`);
  if (name === 'create') await context.setRuntimeProperties('self', { made: true });
  if (broken.includes(name)) throw new NonRecoverableError('no power');
  return null;
};

beforeAll(async () => {
  database = await createTestDatabase();
  runtime = testRuntime(database, act);
  await runtime.start();
});
afterAll(async () => {
  await runtime.stop();
  await database.drop();
});

const lifecycle = { create: {}, start: {}, stop: {}, delete: {} };
const data = { name: 'data', operations: lifecycle };
const web = { name: 'web', operations: lifecycle, relationships: [{ target: 'data', establish: {} }] };

/** A deployment that is installed; nothing is noted of that. */
async function installed(nodes = [data, web]): Promise<string> {
  broken = [];
  const deploymentId = await createSampleDeployment(database.db, nodes);
  expect((await untilStatus(database, await startSample(database.db, deploymentId))).status).toBe('terminated');
  ran = [];
  return deploymentId;
}

async function run(deploymentId: string, workflow: string, parameters: JsonObject): Promise<NamedExecution> {
  ran = [];
  return await untilStatus(database, await startSample(database.db, deploymentId, { workflow, parameters }));
}

async function rowsOf(deploymentId: string) {
  const rows = await listNodeInstances(database.db, deploymentId);
  return rows.map(({ version: _, ...row }) => row);
}

async function numberOf(deploymentId: string, node: string): Promise<[current: number, planned: number]> {
  const [row] = await database.db.select().from(deployment).where(eq(deployment.id, deploymentId));
  const numbers = row!.plan.nodes.find(({ name }) => name === node)!.capabilities.scalable.properties;
  return [numbers.current_instances, numbers.planned_instances];
}

const out = { scalable_entity_name: 'data', delta: 1 };

describe('scale', () => {
  it('adds instances and removes them again', async () => {
    const id = await installed();
    const before = await rowsOf(id);
    expect((await run(id, 'scale', out)).status).toBe('terminated');
    const added = (await rowsOf(id)).find(({ nodeName, index }) => nodeName === 'data' && index === 2)!;
    expect(added).toMatchObject({ state: 'started', runtimeProperties: { made: true } });
    expect(ran).toEqual([`${added.id} create`, `${added.id} start`, 'web_1 establish']);
    expect(await numberOf(id, 'data')).toEqual([2, 2]);
    expect((await run(id, 'scale', { ...out, delta: -1, include_instances: [added.id] })).status).toBe('terminated');
    expect(ran).toEqual([`${added.id} stop`, `${added.id} delete`]);
    expect(await rowsOf(id)).toEqual(before);
    expect(await numberOf(id, 'data')).toEqual([1, 1]);
    expect(await findStartedModification(database.db, id)).toBeNull();
  });

  it('is taken back when it fails, and then does not go on', async () => {
    const id = await installed();
    const before = await rowsOf(id);
    broken = ['start'];
    const failed = await run(id, 'scale', out);
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('no power'), stage: 1 });
    expect(ran.map((text) => text.split(' ').at(-1))).toEqual(['create', 'start', 'stop']);
    expect(await rowsOf(id)).toEqual(before);
    expect(await numberOf(id, 'data')).toEqual([1, 1]);
    expect(await hasEndedModification(database.db, failed.id)).toBe(true);
  });

  it('goes on with the modification that it has begun', async () => {
    const id = await installed();
    broken = ['start'];
    const failed = await run(id, 'scale', { ...out, rollback_if_failed: false });
    expect(await findStartedModification(database.db, id)).toMatchObject({
      executionId: failed.id,
      planned: { data: 2 },
    });
    expect(await hasEndedModification(database.db, failed.id)).toBe(false);
    const second = await run(id, 'scale', out);
    expect(second).toMatchObject({ status: 'failed', error: expect.stringContaining('is not over') });
    broken = [];
    const resume = { id: failed.id, resume: { done: [], force: false } };
    await database.db.transaction((tx) => requestResume(tx, resume));
    expect(await untilStatus(database, failed.id, ['terminated'])).toMatchObject({ error: null });
    expect((await rowsOf(id)).map(({ state }) => state)).toEqual(['started', 'started', 'started']);
    expect(await numberOf(id, 'data')).toEqual([2, 2]);
    expect(await findStartedModification(database.db, id)).toBeNull();
  });

  it('takes the modification of another scaling back first when it is told to', async () => {
    const id = await installed();
    broken = ['start'];
    await run(id, 'scale', { ...out, rollback_if_failed: false });
    broken = [];
    expect((await run(id, 'scale', { ...out, delta: 2, abort_started: true })).status).toBe('terminated');
    expect(ran.map((text) => text.split(' ').at(-1)).slice(0, 2)).toEqual(['stop', 'delete']);
    expect((await rowsOf(id)).map(({ nodeName, state }) => `${nodeName} ${state}`)).toEqual([
      ...['data started', 'data started', 'data started', 'web started'],
    ]);
    expect(await numberOf(id, 'data')).toEqual([3, 3]);
  });
});

describe('heal', () => {
  it('installs anew what its heal could not repair', async () => {
    const id = await installed([{ ...data, operations: { ...lifecycle, heal: {} } } as typeof data, web]);
    const healed = await run(id, 'heal', { node_instance_id: 'data_1' });
    expect([healed.status, ran]).toEqual(['terminated', ['data_1 heal']]);
    expect((await rowsOf(id))[0]?.systemProperties).toMatchObject({ status: { ok: true, healed: true } });
    expect([(await run(id, 'heal', { node_instance_id: 'data_1' })).status, ran]).toEqual(['terminated', []]);
    await database.pool.query('update node_instance set system_properties = $1 where id = $2', ['{}', 'data_1']);
    broken = ['heal'];
    const reinstalled = await run(id, 'heal', { node_instance_id: 'data_1' });
    expect([reinstalled.status, ran]).toEqual([
      'terminated',
      ['data_1 heal', ...Object.keys(lifecycle).map((name) => `data_1 ${name}`)]
        .toSorted(byLifecycle)
        .concat('web_1 establish'),
    ]);
    expect((await rowsOf(id)).map(({ state }) => state)).toEqual(['started', 'started']);
    expect((await rowsOf(id))[0]?.systemProperties['status']).toMatchObject({ ok: true, task: null });
  });
});

const order = ['heal', 'stop', 'delete', 'create', 'start'];

function byLifecycle(a: string, b: string): number {
  return order.indexOf(a.split(' ')[1]!) - order.indexOf(b.split(' ')[1]!);
}
