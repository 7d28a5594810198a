import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Detached, type OperationFunction, UnknownOutcome } from '../../core/ports/operation.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import type { Runtime } from './ports.ts';
import { requestCancel } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { type TestRuntimeOptions, testRuntime, until, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const data = { name: 'data', operations: { create: {}, start: {} } };
const nothing: OperationFunction = () => Promise.resolve(null);

async function started(run: OperationFunction, options: TestRuntimeOptions = {}): Promise<Runtime> {
  const runtime = testRuntime(database, run, options);
  await runtime.start();
  return runtime;
}

test('a worker leaves alone what a newer release wrote, says so once, and the newer one runs both', async () => {
  const newer = await startSample(database.db, await createSampleDeployment(database.db, [data]), { format: 3 });
  const same = await startSample(database.db, await createSampleDeployment(database.db, [data]), { format: 2 });
  const said: string[] = [];
  const old = await started(nothing, { format: 2, sweepMs: 20, said });
  try {
    expect((await untilStatus(database, same)).status).toBe('terminated');
    await until(() => Promise.resolve(said.some((line) => line.includes(newer))));
    await delay(100);
    expect(said.filter((line) => line.includes('newer release'))).toHaveLength(1);
    expect(await findExecution(database.db, { id: newer })).toMatchObject({ status: 'pending', owner: null, fence: 0 });
    const young = await started(nothing, { format: 3 });
    try {
      expect((await untilStatus(database, newer)).status).toBe('terminated');
      const older = await startSample(database.db, await createSampleDeployment(database.db, [data]), { format: 1 });
      expect((await untilStatus(database, older)).status).toBe('terminated');
    } finally {
      await young.stop();
    }
  } finally {
    await old.stop();
  }
});

test('a worker that stops waits for operations that only live in its process, as long as it may', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const running = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<null>();
  const ran: string[] = [];
  const first = await started((context) => {
    ran.push(context.operation);
    running.resolve();
    return ended.promise;
  });
  const id = await startSample(database.db, deploymentId);
  await running.promise;
  const stopped = first.stop();
  ended.resolve(null);
  await stopped;
  expect(await findExecution(database.db, { id })).toMatchObject({ owner: null, finishedOperations: 1 });
  const second = await started((context) => {
    ran.push(context.operation);
    expect(context.recovering).toBe(false);
    return Promise.resolve(null);
  });
  try {
    expect((await untilStatus(database, id)).status).toBe('terminated');
    expect(ran.map((operation) => operation.split('.').at(-1))).toEqual(['create', 'start']);
  } finally {
    await second.stop();
  }
});

test('what does not end in time is handed over with its attempt open', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const running = Promise.withResolvers<void>();
  const first = await started(
    () => {
      running.resolve();
      return new Promise(() => {});
    },
    { drainMs: 50 },
  );
  const id = await startSample(database.db, deploymentId);
  await running.promise;
  await first.stop();
  const seen: boolean[] = [];
  const second = await started((context) => {
    seen.push(context.recovering);
    return Promise.resolve(null);
  });
  try {
    expect((await untilStatus(database, id)).status).toBe('terminated');
    expect(seen).toEqual([true, false]);
  } finally {
    await second.stop();
  }
});

test('a forced execution runs beside another one of its deployment', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const released = Promise.withResolvers<null>();
  const running = Promise.withResolvers<void>();
  let isFirst = true;
  const runtime = await started(() => {
    if (!isFirst) return Promise.resolve(null);
    isFirst = false;
    running.resolve();
    return released.promise;
  });
  try {
    const slow = await startSample(database.db, deploymentId);
    await running.promise;
    const waiting = await startSample(database.db, deploymentId, { whenBusy: 'queue' });
    const forced = await startSample(database.db, deploymentId, { isForced: true });
    expect((await untilStatus(database, forced)).status).toBe('terminated');
    expect((await findExecution(database.db, { id: waiting }))?.status).toBe('pending');
    released.resolve(null);
    expect((await untilStatus(database, slow)).status).toBe('terminated');
    expect((await untilStatus(database, waiting)).status).toBe('terminated');
  } finally {
    await runtime.stop();
  }
});

test('an attempt of a resumable operation whose outcome nobody knows is followed by another', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const attempts: string[] = [];
  const run: OperationFunction = (context) => {
    attempts.push(`${context.operation.split('.').at(-1)} ${context.key.attempt}`);
    if (context.key.attempt === 1) throw new UnknownOutcome('the host was lost');
    return Promise.resolve(null);
  };
  const runtime = await started(Object.assign(run, { resumable: true }));
  try {
    const id = await startSample(database.db, deploymentId);
    expect(await untilStatus(database, id)).toMatchObject({ status: 'terminated', undecided: [] });
    expect(attempts).toEqual(['create 1', 'create 2', 'start 1', 'start 2']);
  } finally {
    await runtime.stop();
  }
});

test('what was asked for while nobody owned the execution comes before anything begins', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data]);
  const running = Promise.withResolvers<void>();
  const first = await started(async (context) => {
    running.resolve();
    await new Promise<void>((resolve) => {
      context.detach.addEventListener('abort', resolve);
    });
    throw new Detached('the server stops');
  });
  const id = await startSample(database.db, deploymentId);
  await running.promise;
  await first.stop();
  await database.db.transaction((tx) => requestCancel(tx, { id, mode: 'cancel', now: Date.now() }));
  const ran: string[] = [];
  const second = await started((context) => {
    ran.push(context.operation);
    return Promise.resolve(null);
  });
  try {
    expect((await untilStatus(database, id)).status).toBe('cancelled');
    expect(ran).toEqual(['cloudify.interfaces.lifecycle.create']);
  } finally {
    await second.stop();
  }
});
