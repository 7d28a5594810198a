import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../core/blueprint/json.ts';
import {
  Detached,
  NonRecoverableError,
  type OperationContext,
  type OperationFunction,
  OperationRetry,
  UnknownOutcome,
} from '../../core/ports/operation.ts';
import { readEvents } from '../../db/repositories/event.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { listNodeInstances } from '../../db/repositories/node-instance.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { requestCancel, requestDecision } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, until, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const web = { name: 'web', instances: 2, operations: { create: {}, start: {} }, relationships: [{ target: 'data' }] };
const data = { name: 'data', operations: { create: { size: 3 }, start: {} } };

async function withRuntime<T>(
  run: OperationFunction,
  use: () => Promise<T>,
  options: Parameters<typeof testRuntime>[2] = {},
): Promise<T> {
  const runtime = testRuntime(database, run, options);
  await runtime.start();
  try {
    return await use();
  } finally {
    await runtime.stop();
  }
}

async function eventsOf(executionId: string) {
  return await readEvents(database.db, { executionId, after: 0, limit: 10_000 });
}

test('an install runs every operation once, in order, and leaves every instance started', async () => {
  const deploymentId = await createSampleDeployment(database.db, [web, data]);
  const ran: string[] = [];
  const id = await withRuntime(
    async (context) => {
      ran.push(`${context.self?.instance.id} ${context.operation.split('.').at(-1)}`);
      context.log('info', 'hello');
      return 'done';
    },
    async () => {
      const execution = await startSample(database.db, deploymentId);
      const row = await untilStatus(database, execution);
      expect(row).toMatchObject({ status: 'terminated', totalOperations: 6, finishedOperations: 6, owner: null });
      return execution;
    },
  );
  expect(ran.slice(0, 2)).toEqual(['data_1 create', 'data_1 start']);
  expect(ran.toSorted()).toEqual([
    'data_1 create',
    'data_1 start',
    'web_1 create',
    'web_1 start',
    'web_2 create',
    'web_2 start',
  ]);
  const instances = await listNodeInstances(database.db, deploymentId);
  expect(instances.map((instance) => instance.state)).toEqual(['started', 'started', 'started']);
  const events = await eventsOf(id);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
  expect(events[0]).toMatchObject({ type: 'workflow_started' });
  expect(events.at(-1)).toMatchObject({ type: 'workflow_succeeded' });
  expect(events.filter((event) => event.text === 'hello')).toHaveLength(6);
});

test('runtime properties, secrets and files reach operations; secrets reach nothing that is recorded', async () => {
  const secret = 'correct horse battery';
  const deploymentId = await createSampleDeployment(database.db, [
    {
      name: 'data',
      properties: { key: { get_secret: 'key' } },
      operations: {
        create: { password: { get_secret: 'key' } },
        start: { port: { get_attribute: ['SELF', 'port'] } },
      },
    },
  ]);
  const inputs: unknown[] = [];
  const id = await withRuntime(
    async (context) => {
      inputs.push(context.inputs, context.self?.node.properties['key']);
      const file = await context.resource('hello.txt');
      expect(Buffer.from(file ?? []).toString()).toBe('hello');
      context.output('stdout', `the password is ${secret} and a \0 byte`, 10);
      if (context.operation.endsWith('create')) await context.setRuntimeProperties('self', { port: 5432 });
      return { told: secret };
    },
    async () => {
      const execution = await startSample(database.db, deploymentId);
      expect((await untilStatus(database, execution)).status).toBe('terminated');
      return execution;
    },
    { secrets: { key: secret } },
  );
  expect(inputs).toEqual([{ password: secret }, secret, { port: 5432 }, secret]);
  expect((await listNodeInstances(database.db, deploymentId))[0]?.runtimeProperties).toEqual({ port: 5432 });
  expect(JSON.stringify(await eventsOf(id))).not.toContain('horse');
  const { rows } = await database.pool.query('select entries::text as text from journal where execution_id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain('horse');
});

test('retries, failures and their texts', async () => {
  const deploymentId = await createSampleDeployment(database.db, [
    { ...data, maxRetries: 2, retryInterval: 0.05 },
    { name: 'bad', operations: { create: {} } },
  ]);
  let tries = 0;
  const id = await withRuntime(
    (context) => {
      if (context.self?.node.name === 'bad') throw new NonRecoverableError('no such disk');
      tries++;
      if (context.retryNumber === 0) throw new OperationRetry('not yet');
      if (context.retryNumber === 1) throw new Error('stumbled');
      return Promise.resolve(null);
    },
    async () => {
      const execution = await startSample(database.db, deploymentId);
      const row = await untilStatus(database, execution);
      expect(row.status).toBe('failed');
      expect(row.error).toContain('no such disk');
      return execution;
    },
  );
  expect(tries).toBe(6);
  const failed = (await eventsOf(id)).filter((event) => event.type === 'task_failed' && event.error !== null);
  expect(failed.map((event) => event.error?.type)).toContain('NonRecoverableError');
});

test('a pending execution is cancelled without an owner; a second one is refused or queued', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const first = await startSample(database.db, deploymentId);
  await expect(startSample(database.db, deploymentId)).rejects.toThrow(first);
  const second = await startSample(database.db, deploymentId, { whenBusy: 'queue', workflow: 'uninstall' });
  const cancelled = await database.db.transaction((tx) => requestCancel(tx, { id: first, mode: 'cancel', now: 1 }));
  expect(cancelled).toEqual({ ok: true });
  expect((await eventsOf(first)).map((event) => event.type)).toEqual(['workflow_cancelled']);
  await withRuntime(
    () => Promise.resolve(null),
    async () => {
      expect((await untilStatus(database, second)).status).toBe('terminated');
      expect((await untilStatus(database, first)).status).toBe('cancelled');
    },
  );
});

test('queued executions of one deployment run one after another', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const first = await startSample(database.db, deploymentId);
  const second = await startSample(database.db, deploymentId, { whenBusy: 'queue', workflow: 'uninstall' });
  await withRuntime(
    () => Promise.resolve(null),
    async () => {
      expect((await untilStatus(database, second)).status).toBe('terminated');
      const [one, two] = [await untilStatus(database, first), await untilStatus(database, second)];
      expect(one.status).toBe('terminated');
      expect(two.startedAt?.getTime()).toBeGreaterThanOrEqual(one.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
    },
  );
});

test('kill ends what runs; cancel waits for it', async () => {
  for (const mode of ['cancel', 'kill'] as const) {
    const deploymentId = await createSampleDeployment(database.db, [data]);
    const running = Promise.withResolvers<void>();
    const released = Promise.withResolvers<string>();
    await withRuntime(
      async (context) => {
        context.signal.addEventListener('abort', () => released.resolve('killed'));
        running.resolve();
        const why = await released.promise;
        if (why === 'killed') throw new NonRecoverableError('killed');
        return why;
      },
      async () => {
        const id = await startSample(database.db, deploymentId);
        await running.promise;
        await database.db.transaction((tx) => requestCancel(tx, { id, mode, now: Date.now() }));
        const isTaken = async (): Promise<boolean> => (await findExecution(database.db, { id }))?.requests.length === 0;
        await until(isTaken);
        if (mode === 'cancel') released.resolve('finished');
        const row = await untilStatus(database, id);
        expect(row.status).toBe('cancelled');
        expect(row.requests).toEqual([]);
      },
    );
    expect(await released.promise).toBe(mode === 'kill' ? 'killed' : 'finished');
  }
});

test('an unknown outcome waits for a decision, which a person gives', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  await withRuntime(
    (context) => {
      if (context.operation.endsWith('create') && context.retryNumber === 0)
        throw new UnknownOutcome('the host was lost');
      return Promise.resolve(null);
    },
    async () => {
      const id = await startSample(database.db, deploymentId);
      const row = await untilStatus(database, id, ['needs-decision']);
      expect(row.undecided).toMatchObject([{ instance: 'data_1', reason: 'the host was lost', attempt: 1 }]);
      const task = row.undecided[0]?.task ?? '';
      const nonsense = await database.db.transaction((tx) =>
        requestDecision(tx, { id, task: 'other', decision: 'retry', now: Date.now() }),
      );
      expect(nonsense).toEqual({ ok: false, status: 'needs-decision' });
      await database.db.transaction((tx) => requestDecision(tx, { id, task, decision: 'retry', now: Date.now() }));
      const ended = await untilStatus(database, id);
      expect(ended).toMatchObject({ status: 'terminated', undecided: [] });
    },
  );
});

test('an execution that waits for a person long enough takes up no place, and goes on when it is told to', async () => {
  for (const answer of ['mark-done', 'kill'] as const) {
    const deploymentId = await createSampleDeployment(database.db, [data]);
    await withRuntime(
      (context) => {
        if (context.operation.endsWith('create')) throw new UnknownOutcome('the host was lost');
        return Promise.resolve(null);
      },
      async () => {
        const id = await startSample(database.db, deploymentId);
        const isParked = async () => {
          const row = await findExecution(database.db, { id });
          return row?.status === 'needs-decision' && row.owner === null ? row : null;
        };
        const parked = await until(isParked);
        const other = await startSample(database.db, await createSampleDeployment(database.db, [web, data]));
        await database.db.transaction((tx) => requestCancel(tx, { id: other, mode: 'kill', now: Date.now() }));
        await untilStatus(database, other);
        expect((await isParked())?.fence).toBe(parked.fence);
        const task = parked.undecided[0]?.task ?? '';
        await database.db.transaction(async (tx) => {
          const now = Date.now();
          if (answer === 'kill') await requestCancel(tx, { id, mode: 'kill', now });
          else await requestDecision(tx, { id, task, decision: answer, now });
        });
        const { status } = await untilStatus(database, id);
        expect(status).toBe(answer === 'kill' ? 'cancelled' : 'terminated');
      },
      { parkMs: 0, leaseMs: 60, sweepMs: 20, concurrency: 1 },
    );
  }
});

test('a server that stops lets go, and the next one goes on at once with what it is told', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const started = Promise.withResolvers<void>();
  const detached = async (context: OperationContext): Promise<Json> => {
    context.output('stdout', 'first line', 11);
    await context.answered('r1', 'yes');
    started.resolve();
    await new Promise<void>((resolve) => {
      context.detach.addEventListener('abort', () => resolve());
    });
    throw new Detached('the server stops');
  };
  // Whoever waited for the lease or for the drain would wait longer than the test may.
  const first = testRuntime(database, detached, { leaseMs: 600_000, drainMs: 600_000 });
  await first.start();
  const id = await startSample(database.db, deploymentId);
  await started.promise;
  await first.stop();
  const seen: unknown[] = [];
  await withRuntime(
    (context) => {
      seen.push({ recovering: context.recovering, progress: context.progress, attempt: context.key.attempt });
      return Promise.resolve(null);
    },
    async () => {
      expect((await untilStatus(database, id)).status).toBe('terminated');
    },
  );
  expect(seen[0]).toEqual({
    recovering: true,
    attempt: 1,
    progress: { offsets: { stdout: 11, stderr: 0 }, requests: { r1: 'yes' } },
  });
  expect(seen[1]).toMatchObject({ recovering: false });
});

test('an unknown workflow ends with a message', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  await withRuntime(
    () => Promise.resolve(null),
    async () => {
      const id = await startSample(database.db, deploymentId, { workflow: 'dance' });
      const row = await until(async () => {
        const found = await untilStatus(database, id);
        return found.error === null ? null : found;
      });
      expect(row.error).toContain('"dance"');
    },
  );
});
