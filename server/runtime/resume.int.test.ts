import { afterAll, beforeAll, expect, test } from 'vitest';
import { Detached, NonRecoverableError, type OperationFunction } from '../../core/ports/operation.ts';
import { readEvents } from '../../db/repositories/event.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import type { ResumeRequest } from '../../db/schema/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import type { Runtime } from './ports.ts';
import { requestCancel, requestResume } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { sampleGraph, sampleWorkflow } from './testing/sample-workflow.ts';
import { type TestRuntimeOptions, testRuntime, until, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const data = { name: 'data', operations: { create: {}, start: {}, stop: {} } };
const web = { name: 'web', operations: { create: {}, start: {} }, relationships: [{ target: 'data' }] };

/** Notes what runs; `act` decides how it ends. */
function recording(act: OperationFunction): { run: OperationFunction; ran: string[] } {
  const ran: string[] = [];
  const run: OperationFunction = (context) => {
    const name = context.operation.split('.').at(-1);
    ran.push(`${context.self?.instance.id} ${name} ${context.key.attempt}/${context.retryNumber}`);
    return act(context);
  };
  return { run, ran };
}

async function started(run: OperationFunction, options: TestRuntimeOptions = {}): Promise<Runtime> {
  const runtime = testRuntime(database, run, options);
  await runtime.start();
  return runtime;
}

async function resume(id: string, request: Partial<ResumeRequest> = {}): Promise<unknown> {
  return await database.db.transaction((tx) =>
    requestResume(tx, { id, resume: { done: [], force: false, ...request } }),
  );
}

async function textsOf(executionId: string): Promise<string[]> {
  const events = await readEvents(database.db, { executionId, after: 0, limit: 10_000 });
  expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
  return events.map((event) => event.text);
}

test('a failed installation goes on with what it has not done, after tidying up', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data, web]);
  let isBroken = true;
  const { run, ran } = recording((context) =>
    isBroken && context.operation.endsWith('start')
      ? Promise.reject(new NonRecoverableError('no power'))
      : Promise.resolve(null),
  );
  const runtime = await started(run);
  try {
    const id = await startSample(database.db, deploymentId);
    const failed = await untilStatus(database, id);
    expect(failed.failedOperations).toMatchObject([{ instance: 'data_1', error: 'no power' }]);
    expect(ran.splice(0)).toEqual(['data_1 create 1/0', 'data_1 start 1/0']);
    // Again without success, then with.
    expect(await resume(id)).toEqual({ ok: true });
    expect(await untilStatus(database, id)).toMatchObject({ status: 'failed', stage: 1 });
    expect(ran.splice(0)).toEqual(['data_1 stop 1/0', 'data_1 start 2/0']);
    isBroken = false;
    expect(await resume(id)).toEqual({ ok: true });
    const ended = await untilStatus(database, id);
    expect(ended).toMatchObject({ status: 'terminated', stage: 2, error: null, failedOperations: [], resume: null });
    expect(ended.finishedOperations).toBe(ended.totalOperations);
    expect(ran).toEqual(['data_1 stop 1/0', 'data_1 start 3/0', 'web_1 create 1/0', 'web_1 start 1/0']);
    const texts = await textsOf(id);
    expect(texts.filter((text) => text === "Resuming 'install' workflow execution")).toHaveLength(2);
    expect(texts.filter((text) => text === 'Rolling back prior to resuming install')).toHaveLength(2);
    expect(texts.filter((text) => text === "Starting 'install' workflow execution")).toHaveLength(1);
    const states = (await listNodeInstances(database.db, deploymentId)).map((one) => one.state);
    expect(states).toEqual(['started', 'started']);
    expect(await resume(id)).toEqual({ ok: false, status: 'terminated' });
  } finally {
    await runtime.stop();
  }
});

test('an operation that is marked as done is not run again, and the next graph comes after it', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const { run, ran } = recording((context) =>
    context.operation.endsWith('create') ? Promise.reject(new NonRecoverableError('no')) : Promise.resolve(null),
  );
  const workflow = sampleWorkflow(
    () => ({ kind: 'graph', graph: sampleGraph('first', 'create', ['data_1']), memory: 'kept' }),
    ({ memory }) => ({ kind: 'graph', graph: sampleGraph('second', 'start', ['data_1']), memory: [memory] }),
    ({ memory }) => ({ kind: 'end', status: 'failed', error: JSON.stringify(memory) }),
  );
  const runtime = await started(run, { workflow });
  try {
    const id = await startSample(database.db, deploymentId, { workflow: 'custom' });
    const failed = await untilStatus(database, id);
    expect(await resume(id, { done: failed.failedOperations.map((operation) => operation.task) })).toEqual({
      ok: true,
    });
    const ended = await untilStatus(database, id);
    expect(ended).toMatchObject({ status: 'failed', error: '["kept"]', totalOperations: 2, finishedOperations: 2 });
    expect(ran).toEqual(['data_1 create 1/0', 'data_1 start 1/0']);
    expect(workflow.turns.map((turn) => turn.position)).toEqual([0, 1, 2]);
    // Nothing is left of the last graph: the workflow is asked again, and says the same.
    await resume(id);
    expect(await untilStatus(database, id)).toMatchObject({ status: 'failed', error: '["kept"]' });
    expect(ran).toHaveLength(2);
  } finally {
    await runtime.stop();
  }
});

test('a cancelled execution goes on; one that never had a graph begins', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data, web]);
  const running = Promise.withResolvers<void>();
  const released = Promise.withResolvers<null>();
  const { run, ran } = recording(() => {
    running.resolve();
    return released.promise;
  });
  const never = await startSample(database.db, deploymentId);
  await database.db.transaction((tx) => requestCancel(tx, { id: never, mode: 'cancel', now: Date.now() }));
  const runtime = await started(run);
  try {
    expect(await resume(never)).toEqual({ ok: true });
    await running.promise;
    await database.db.transaction((tx) => requestCancel(tx, { id: never, mode: 'cancel', now: Date.now() }));
    await until(async () => (await findExecution(database.db, { id: never }))?.requests.length === 0);
    released.resolve(null);
    expect((await untilStatus(database, never)).status).toBe('cancelled');
    expect(ran).toEqual(['data_1 create 1/0']);
    expect(await resume(never)).toEqual({ ok: true });
    expect(await untilStatus(database, never)).toMatchObject({ status: 'terminated', finishedOperations: 4 });
    expect(ran.slice(1)).toEqual(['data_1 start 1/0', 'web_1 create 1/0', 'web_1 start 1/0']);
  } finally {
    await runtime.stop();
  }
});

test('what was under way when the run was let go is found again, or with force begun anew', async () => {
  for (const force of [false, true]) {
    const deploymentId = await createSampleDeployment(database.db, [data]);
    const running = Promise.withResolvers<void>();
    let times = 0;
    const seen: unknown[] = [];
    const { run } = recording(async (context) => {
      if (context.operation.endsWith('create')) {
        seen.push([context.key.attempt, context.recovering]);
        times++;
        if (times > 1) return null;
        running.resolve();
        await new Promise<void>((resolve) => {
          context.detach.addEventListener('abort', resolve);
        });
        throw new Detached('left to itself');
      }
      return null;
    });
    const runtime = await started(run);
    try {
      const id = await startSample(database.db, deploymentId);
      await running.promise;
      await database.db.transaction((tx) => requestCancel(tx, { id, mode: 'force-cancel', now: Date.now() }));
      expect((await untilStatus(database, id)).status).toBe('cancelled');
      await resume(id, { force });
      expect((await untilStatus(database, id)).status).toBe('terminated');
      expect(seen).toEqual([
        [1, false],
        [force ? 2 : 1, !force],
      ]);
    } finally {
      await runtime.stop();
    }
  }
});

test('a resumption is refused while another execution is active, and can be cancelled before it begins', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const first = await startSample(database.db, deploymentId);
  await database.db.transaction((tx) => requestCancel(tx, { id: first, mode: 'cancel', now: 1 }));
  const second = await startSample(database.db, deploymentId);
  expect(await resume(first)).toEqual({ ok: false, inTheWay: second });
  await database.db.transaction((tx) => requestCancel(tx, { id: second, mode: 'cancel', now: 1 }));
  expect(await resume(first)).toEqual({ ok: true });
  await database.db.transaction((tx) => requestCancel(tx, { id: first, mode: 'kill', now: 1 }));
  expect(await findExecution(database.db, { id: first })).toMatchObject({ status: 'cancelled' });
  expect((await textsOf(first)).at(-1)).toBe("'install' workflow execution cancelled");
});
