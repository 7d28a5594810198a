import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Detached, NonRecoverableError, type OperationFunction } from '../../core/ports/operation.ts';
import { WorkflowRefusal } from '../../core/workflow/definition.ts';
import type { EffectTemplate, OperationTask, TaskGraph } from '../../core/workflow/task-graph.ts';
import { type Database, openDatabase } from '../../db/client.ts';
import { commitStep } from '../../db/repositories/commit-step.ts';
import { readEvents } from '../../db/repositories/event.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { readTaskGraph } from '../../db/repositories/task-graph.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { newInstance, sampleGraph, sampleWorkflow } from './testing/sample-workflow.ts';
import { type TestRuntimeOptions, testRuntime, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const app = { name: 'app', operations: { create: {}, start: {}, stop: {} } };
const nothing: OperationFunction = () => Promise.resolve(null);

interface Ran {
  run?: OperationFunction;
  options?: TestRuntimeOptions;
  more?: Parameters<typeof startSample>[2];
}

/** Runs the workflow `custom` of a deployment to its end. */
async function runCustom(deploymentId: string, { run = nothing, options = {}, more = {} }: Ran) {
  const runtime = testRuntime(database, run, options);
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId, { workflow: 'custom', ...more });
    return await untilStatus(database, id);
  } finally {
    await runtime.stop();
  }
}

async function textsOf(executionId: string): Promise<string[]> {
  const events = await readEvents(database.db, { executionId, after: 0, limit: 10_000 });
  expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
  return events.map((event) => event.text);
}

test('graphs run one after the other, with what each step changes, keeps and says', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const workflow = sampleWorkflow(
    ({ ids }) => ({
      kind: 'graph',
      graph: sampleGraph('first', 'create', ['app_1', 'app_2']),
      changes: [{ kind: 'add-instances', instances: [newInstance('app_2', 'app')] }],
      memory: { id: ids.uuid() },
      says: [{ kind: 'event', text: 'one more' }],
    }),
    ({ memory, model, results }) => ({
      kind: 'graph',
      graph: sampleGraph('second', 'start', ['app_2']),
      memory: [memory, model.instances.map((one) => one.id), results?.size ?? 0],
      says: [{ kind: 'log', level: 'warning', text: 'careful' }],
    }),
    () => ({
      kind: 'end',
      status: 'terminated',
      changes: [{ kind: 'remove-instances', ids: ['app_1'] }],
      says: [{ kind: 'event', text: 'one less' }],
    }),
  );
  const ran: string[] = [];
  const row = await runCustom(deploymentId, {
    run: (context) => {
      ran.push(`${context.key.taskId} ${context.self?.instance.index}`);
      return Promise.resolve('done');
    },
    options: { workflow },
  });
  expect(row).toMatchObject({ status: 'terminated', stage: 1, totalOperations: 3, finishedOperations: 3 });
  expect(ran.toSorted()).toEqual(['1/second/app_2 2', 'first/app_1 1', 'first/app_2 2']);
  expect(workflow.turns.map(({ position, ended }) => [position, ended])).toEqual([
    [0, null],
    [1, { status: 'terminated' }],
    [2, { status: 'terminated' }],
  ]);
  expect(workflow.turns[2]?.memory).toEqual([workflow.turns[1]?.memory, ['app_1', 'app_2'], 2]);
  expect(workflow.turns[1]?.results?.get('first/app_2')).toEqual({ status: 'succeeded', result: 'done' });
  expect((await listNodeInstances(database.db, deploymentId)).map((one) => one.id)).toEqual(['app_2']);
  const texts = await textsOf(row.id);
  expect(texts.slice(0, 2)).toEqual(["Starting 'custom' workflow execution", 'one more']);
  expect(texts.slice(-2)).toEqual(['one less', "'custom' workflow execution succeeded"]);
  expect(texts.indexOf('careful')).toBeGreaterThan(texts.findLastIndex((text) => text.includes('- done')) - 3);
});

test('a failure ends the execution, unless its workflow wants to decide', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const run: OperationFunction = (context) =>
    context.operation.endsWith('start') ? Promise.reject(new NonRecoverableError('no disk')) : Promise.resolve(null);
  const failing = { kind: 'graph', graph: sampleGraph('first', 'start', ['app_1']) } as const;
  const plain = sampleWorkflow(() => failing);
  const row = await runCustom(deploymentId, { run, options: { workflow: plain } });
  expect(row.status).toBe('failed');
  expect(row.failedOperations).toMatchObject([{ task: 'first/app_1', instance: 'app_1', error: 'no disk' }]);
  expect(plain.turns).toHaveLength(1);

  const deciding = sampleWorkflow(
    () => ({ ...failing, onFailure: 'next' }),
    () => ({ kind: 'graph', graph: sampleGraph('mend', 'stop', ['app_1']) }),
    ({ ended }) => ({ kind: 'end', status: 'failed', error: `mended, ${ended?.status}` }),
  );
  const decided = await runCustom(deploymentId, { run, options: { workflow: deciding } });
  expect(decided).toMatchObject({ status: 'failed', error: 'mended, terminated' });
  expect(deciding.turns[1]?.ended).toMatchObject({ status: 'failed' });
  expect(deciding.turns[1]?.ended?.error).toContain('no disk');
  expect((await textsOf(decided.id)).at(-1)).toBe("'custom' workflow execution failed: mended, terminated");
});

test('a workflow that refuses, or is at fault itself, ends with its words and changes nothing', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const refusal = sampleWorkflow(() => {
    throw new WorkflowRefusal('Not on a Sunday.');
  });
  expect(await runCustom(deploymentId, { options: { workflow: refusal } })).toMatchObject({
    status: 'failed',
    error: 'Not on a Sunday.',
  });
  const broken = sampleWorkflow(
    () => ({ kind: 'graph', graph: { name: 'empty', tasks: [] } }),
    () => {
      throw new TypeError('x is undefined');
    },
  );
  const row = await runCustom(deploymentId, { options: { workflow: broken } });
  expect(row).toMatchObject({ status: 'failed', error: 'The workflow itself failed: x is undefined' });
  const twice = sampleGraph('twice', 'create', ['app_1', 'app_1']);
  const confused = sampleWorkflow(() => ({ kind: 'graph', graph: twice }));
  const { error } = await runCustom(deploymentId, { options: { workflow: confused } });
  expect(error).toContain('two tasks with the id twice/app_1');
});

test('a worker that stops in the second graph is followed by one that begins nothing anew', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const steps: Parameters<typeof sampleWorkflow> = [
    ({ ids }) => ({ kind: 'graph', graph: sampleGraph('first', 'create', ['app_1']), memory: ids.suffix(9) }),
    () => ({ kind: 'graph', graph: sampleGraph('second', 'start', ['app_1']), memory: 'kept', onFailure: 'next' }),
    ({ ids }) => ({ kind: 'graph', graph: sampleGraph('third', 'stop', ['app_1']), memory: ids.uuid() }),
  ];
  const under = Promise.withResolvers<void>();
  const ran: string[] = [];
  const first = testRuntime(
    database,
    async (context) => {
      ran.push(context.key.taskId);
      if (!context.operation.endsWith('start')) return null;
      under.resolve();
      await new Promise<void>((resolve) => {
        context.detach.addEventListener('abort', resolve);
      });
      throw new Detached('the server stops');
    },
    { workflow: sampleWorkflow(...steps) },
  );
  await first.start();
  const id = await startSample(database.db, deploymentId, { workflow: 'custom' });
  await under.promise;
  await first.stop();
  const workflow = sampleWorkflow(...steps);
  const second = testRuntime(
    database,
    (context) => {
      ran.push(`${context.key.taskId} ${context.recovering}`);
      return Promise.reject(new NonRecoverableError('found dead'));
    },
    { workflow },
  );
  await second.start();
  try {
    const row = await untilStatus(database, id);
    expect(row).toMatchObject({ status: 'failed', stage: 2, totalOperations: 3, finishedOperations: 3 });
  } finally {
    await second.stop();
  }
  expect(ran).toEqual(['first/app_1', '1/second/app_1', '1/second/app_1 true', '2/third/app_1 false']);
  expect(workflow.turns.map((turn) => [turn.position, turn.memory])).toEqual([[2, 'kept']]);
  expect(workflow.turns[0]?.results?.get('second/app_1')).toMatchObject({ status: 'failed' });
});

test('a step is asked for with the same ids again, and nothing of it is there twice', async () => {
  const own: Database = openDatabase({
    url: `${database.url}${database.url.includes('?') ? '&' : '?'}application_name=victim`,
  });
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const steps = Array.from({ length: 25 }, (_, position): Parameters<typeof sampleWorkflow>[number] => ({ ids }) => {
    const id = `app_${ids.suffix(6)}`;
    return {
      kind: 'graph',
      graph: sampleGraph(`step ${position}`, 'create', [id]),
      changes: [{ kind: 'add-instances', instances: [newInstance(id, 'app')] }],
    };
  });
  const ran: string[] = [];
  const runtime = testRuntime(
    own,
    async (context) => {
      ran.push(context.key.taskId);
      await delay(5);
      return null;
    },
    { workflow: sampleWorkflow(...steps) },
  );
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId, { workflow: 'custom' });
    let isRunning = true;
    const breaking = (async () => {
      for (let times = 0; isRunning && times < 40; times++) {
        await database.pool.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'",
        );
        await delay(25);
      }
    })();
    const row = await untilStatus(database, id).finally(() => {
      isRunning = false;
    });
    await breaking;
    expect(row).toMatchObject({ status: 'terminated', stage: 24, finishedOperations: 25 });
    expect(new Set(ran).size).toBe(25);
    expect(ran).toHaveLength(25);
    expect(await listNodeInstances(database.db, deploymentId)).toHaveLength(26);
    await textsOf(id);
  } finally {
    await runtime.stop();
    await own.close();
  }
});

test('the step of a stale owner is refused whole', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const executionId = await startSample(database.db, deploymentId, { workflow: 'custom' });
  const group = { executionId, number: 1, lastSeq: 0, stage: 0, change: {}, requestsTaken: 0 };
  const rows = { entries: [], events: [], instances: [], progress: [] };
  const step = {
    graph: { ordinal: 0, position: 0, onFailure: 'fail', text: 'a graph' },
    changes: [{ kind: 'remove-instances', ids: ['app_1'] }],
    memory: 1,
  } as const;
  expect(await commitStep(database.pool, { ...group, ...rows, fence: 7 }, step)).toBe('refused');
  expect(await readTaskGraph(database.db, { executionId, ordinal: 0 })).toBeNull();
  expect(await listNodeInstances(database.db, deploymentId)).toHaveLength(1);
  expect(await commitStep(database.pool, { ...group, ...rows, fence: 0 }, step)).toBe('written');
  // The answer was lost and it is sent again.
  expect(await commitStep(database.pool, { ...group, ...rows, fence: 0 }, step)).toBe('refused');
  expect(await listNodeInstances(database.db, deploymentId)).toHaveLength(0);
  expect(await findExecution(database.db, { id: executionId })).toMatchObject({ memory: 1, commits: 1 });
  await database.db.transaction(async (tx) => {
    await tx.execute(`update execution set status = 'cancelled' where id = '${executionId}'`);
  });
});

test('inputs of a task, findings about instances and the texts about them', async () => {
  const node = { name: 'app', operations: { create: { size: 3, color: 'red' } } };
  const deploymentId = await createSampleDeployment(database.db, [node]);
  const graph = (name: string): TaskGraph => {
    const { tasks } = sampleGraph(name, 'create', ['app_1']);
    const [operation] = tasks as [OperationTask];
    operation.inputs = { color: 'blue', word: { get_secret: 'word' } };
    const status = { ok: true, task: null, result: name };
    const found: EffectTemplate[] = [
      { kind: 'system-properties', values: { status, gone: name === 'first' ? 1 : null } },
      { kind: 'event', type: 'workflow_node_event', text: 'Starting operation (Operation parameters: correct horse)' },
    ];
    const dependencies = [operation.id];
    tasks.push({ kind: 'effects', id: `${name}/after`, instance: 'app_1', dependencies, effects: found });
    return { name, tasks };
  };
  const workflow = sampleWorkflow(
    () => ({ kind: 'graph', graph: graph('first') }),
    ({ model }) => ({
      kind: 'graph',
      graph: graph('second'),
      memory: model.instances.map((one) => one.systemProperties['status'] ?? null),
    }),
  );
  const given: unknown[] = [];
  const row = await runCustom(deploymentId, {
    run: (context) => {
      given.push(context.inputs);
      return Promise.resolve(null);
    },
    options: { workflow, secrets: { word: 'correct horse' } },
  });
  expect(given[0]).toEqual({ size: 3, color: 'blue', word: 'correct horse' });
  expect((await listNodeInstances(database.db, deploymentId))[0]?.systemProperties).toEqual({
    status: { ok: true, task: null, result: 'second' },
    previous_status: { ok: true, task: null, result: 'first' },
  });
  const said = (await textsOf(row.id)).filter((text) => text.startsWith('Starting operation'));
  expect(said).toHaveLength(2);
  expect(said.join()).not.toContain('horse');
  expect(workflow.turns[2]?.memory).toMatchObject([{ result: 'first' }]);
});

test('a dry run goes through everything and changes nothing', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const workflow = sampleWorkflow(
    () => ({
      kind: 'graph',
      graph: sampleGraph('first', 'create', ['app_1']),
      changes: [{ kind: 'add-instances', instances: [newInstance('app_2', 'app')] }],
    }),
    ({ model }) => ({
      kind: 'graph',
      graph: sampleGraph(
        'second',
        'start',
        model.instances.map((one) => one.id),
      ),
    }),
    () => ({ kind: 'end', status: 'terminated', changes: [{ kind: 'remove-instances', ids: ['app_1'] }] }),
  );
  const before = await listNodeInstances(database.db, deploymentId);
  const row = await runCustom(deploymentId, {
    run: () => Promise.reject(new Error('nothing may run')),
    options: { workflow },
    more: { dryRun: true },
  });
  expect(row).toMatchObject({ status: 'terminated', totalOperations: 3, finishedOperations: 3 });
  expect(await listNodeInstances(database.db, deploymentId)).toEqual(before);
  const texts = await textsOf(row.id);
  expect(texts[0]).toBe("Starting 'custom' workflow execution (dry run)");
  expect(texts.at(-1)).toBe("'custom' workflow execution succeeded (dry run)");
  expect(texts.filter((text) => text.startsWith('Task succeeded'))).toHaveLength(3);
});
