import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findExecution } from '../../db/repositories/execution.ts';
import { claimExecution } from '../../db/repositories/execution-claim.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createEventBus } from '../events/bus.ts';
import { Recorder } from './recorder.ts';
import { removeExecutionData } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, until, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** A chain of operations that end at once, and one at its end that waits to be let go. */
const chain = Array.from({ length: 12 }, (_, place) => ({
  name: `n${String(place).padStart(2, '0')}`,
  operations: { start: {} },
  ...(place === 0 ? {} : { relationships: [{ target: `n${String(place - 1).padStart(2, '0')}` }] }),
}));

test('watchers learn of the last group of a burst, and deleting leaves no row behind', async () => {
  const deploymentId = await createSampleDeployment(database.db, chain);
  const held = Promise.withResolvers<void>();
  const runtime = testRuntime(database, async (context) => {
    if (context.self?.node.name === 'n11') await held.promise;
    return null;
  });
  const bus = createEventBus({ pool: database.pool });
  await bus.start();
  let told = 0;
  bus.subscribe({
    onNotice: ({ seq }) => {
      told = Math.max(told, seq);
    },
    onGap: () => {},
  });
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId);
    await until(async () => {
      const row = await findExecution(database.db, { id });
      return row?.finishedOperations === 11 && told === row.lastSeq;
    });
    held.resolve();
    const { lastSeq } = await untilStatus(database, id);
    await until(async () => told === lastSeq);
    await database.db.transaction((tx) => removeExecutionData(tx, deploymentId));
    const { rows } = await database.db.execute<{ left: string }>(
      sql`select (select count(*) from event where execution_id = ${id})
        + (select count(*) from journal where execution_id = ${id}) as left`,
    );
    expect(Number(rows[0]?.left)).toBe(0);
  } finally {
    held.resolve();
    await runtime.stop();
    await bus.close();
  }
});

test('watchers learn of a group whose writing took longer than they are left asleep', async () => {
  const deploymentId = await createSampleDeployment(database.db, chain);
  const executionId = await startSample(database.db, deploymentId);
  const worker = 'slow-writer';
  const row = await claimExecution(database.db, { executionId, worker, leaseMs: 60_000, format: 1_000 });
  if (row === null) throw new Error('The execution belongs to somebody else.');
  const recorder = new Recorder({
    pool: database.pool,
    claim: { executionId, worker, fence: row.fence },
    commits: row.commits,
    lastSeq: row.lastSeq,
    stage: row.stage,
    onEnd: () => {},
    onTrouble: () => {},
  });
  const say = (text: string): void => {
    recorder.draft.events.push({ seq: recorder.nextSeq(), at: Date.now(), type: 'plugin_event', text });
    recorder.write();
  };
  const bus = createEventBus({ pool: database.pool });
  await bus.start();
  let told = 0;
  bus.subscribe({
    onNotice: (notice) => {
      if (notice.executionId === executionId) told = notice.seq;
    },
    onGap: () => {},
  });
  const holder = await database.pool.connect();
  try {
    say('The first wakes the watchers.');
    await recorder.flushed();
    await holder.query('begin');
    await holder.query('select from execution where id = $1 for update', [executionId]);
    say('The second is held up.');
    // The recorder's own timer was set earlier, so it runs out before this one.
    await delay(100);
    await holder.query('commit');
    await recorder.flushed();
    await until(async () => told === row.lastSeq + 2);
  } finally {
    holder.release();
    recorder.end();
    await bus.close();
  }
});
