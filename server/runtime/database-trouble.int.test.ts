import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { readEvents } from '../../db/repositories/event.ts';
import { findExecution } from '../../db/repositories/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { requestCancel } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, until, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** A pool whose connections can be told from the test's own. */
function openVictim(): Database {
  return openDatabase({ url: `${database.url}${database.url.includes('?') ? '&' : '?'}application_name=victim` });
}

/** Breaks every connection of such pools. */
async function breakConnections(): Promise<void> {
  await database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'");
}

test('connections that break between and within writes lose and repeat nothing', async () => {
  const own = openVictim();
  const deploymentId = await createSampleDeployment(database.db, [
    { name: 'app', instances: 40, operations: { create: {}, configure: {}, start: {} } },
  ]);
  const ran = new Map<string, number>();
  const runtime = testRuntime(own, async (context) => {
    const key = `${context.self?.instance.id} ${context.operation}`;
    ran.set(key, (ran.get(key) ?? 0) + 1);
    for (let line = 1; line <= 5; line++) {
      context.output('stdout', `line ${line}`, line);
      await delay(10);
    }
    await context.setRuntimeProperties('self', { last: context.operation });
    return null;
  });
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId);
    let isRunning = true;
    const breaking = (async () => {
      for (let times = 0; isRunning && times < 30; times++) {
        await breakConnections();
        await delay(40);
      }
    })();
    const row = await untilStatus(database, id).finally(() => {
      isRunning = false;
    });
    await breaking;
    expect(row).toMatchObject({ status: 'terminated', finishedOperations: 120 });
    expect(ran.size).toBe(120);
    expect([...ran.values()].every((count) => count === 1)).toBe(true);
    const events = await readEvents(database.db, { executionId: id, after: 0, limit: 10_000 });
    expect(events.map((event) => event.seq)).toEqual(events.map((_, position) => position + 1));
    expect(events.filter((event) => event.type === 'log')).toHaveLength(600);
    expect(runtime.health()).toMatchObject({ database: 'ok', running: 0 });
  } finally {
    await runtime.stop();
    await own.close();
  }
});

test('a job that was taken while the connection broke is taken again', async () => {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  const runtime = testRuntime(database, () => Promise.resolve(null), { sweepMs: 50 });
  await runtime.start();
  try {
    const pool = await until(async () => {
      const { rows } = await database.pool.query('select queue_pool from worker where id = $1', [runtime.workerId]);
      return (rows[0]?.queue_pool as string | null) ?? null;
    });
    const id = await database.db.transaction(async (tx) => {
      const started = await startSample(tx, deploymentId);
      // What the queue leaves behind when it takes a job and never hears of it.
      const held = `locked_by = '${pool}', locked_at = now() - interval '1 minute'`;
      await tx.execute(`update graphile_worker._private_jobs set ${held} where key = 'execution:${started}'`);
      await tx.execute(`update graphile_worker._private_job_queues set ${held} where queue_name = '${deploymentId}'`);
      return started;
    });
    expect((await untilStatus(database, id)).status).toBe('terminated');
  } finally {
    await runtime.stop();
  }
});

test('a connection that breaks at the first look for jobs does not end all looking', async () => {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  await database.pool.query(`
    create function break_off() returns trigger language plpgsql as $$
    begin raise exception 'terminating connection' using errcode = '57P01'; end $$;
    create trigger break_off before insert on graphile_worker._private_tasks for each statement execute function break_off()`);
  const said: string[] = [];
  const runtime = testRuntime(database, () => Promise.resolve(null), { said });
  await runtime.start();
  try {
    await until(() => Promise.resolve(said.some((line) => line.includes('started again'))));
    await database.pool.query('drop trigger break_off on graphile_worker._private_tasks');
    const id = await startSample(database.db, deploymentId);
    expect((await untilStatus(database, id)).status).toBe('terminated');
  } finally {
    await runtime.stop();
  }
});

test('requests reach the owner after its connection was broken', async () => {
  const own = openVictim();
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  const runtime = testRuntime(
    own,
    (context) =>
      new Promise((resolve) => {
        context.signal.addEventListener('abort', () => resolve(null));
      }),
  );
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId);
    await until(async () => (await findExecution(database.db, { id }))?.status === 'started');
    await breakConnections();
    await database.db.transaction((tx) => requestCancel(tx, { id, mode: 'kill', now: Date.now() }));
    expect((await untilStatus(database, id)).status).toBe('cancelled');
  } finally {
    await runtime.stop();
    await own.close();
  }
});

test('a full disk stops nothing for good: the write is repeated and the trouble is said', async () => {
  const own = openVictim();
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  // The server's own refusal, as it comes when it cannot extend a file.
  await database.pool.query(`
    create function refuse_as_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
  const runtime = testRuntime(own, () => Promise.resolve(null));
  await runtime.start();
  try {
    await database.pool.query(
      'create trigger full_disk before insert on journal for each statement execute function refuse_as_full()',
    );
    const id = await startSample(database.db, deploymentId);
    await until(() => Promise.resolve(runtime.health().database === 'degraded'));
    expect(runtime.health().problem).toContain('No space left');
    expect((await untilStatus(database, id, ['started'])).finishedOperations).toBe(0);
    await database.pool.query('drop trigger full_disk on journal');
    expect((await untilStatus(database, id)).status).toBe('terminated');
    expect(runtime.health()).toMatchObject({ database: 'ok', problem: null });
  } finally {
    await runtime.stop();
    await own.close();
  }
});
