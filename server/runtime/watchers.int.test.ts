import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findExecution } from '../../db/repositories/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createEventBus } from '../events/bus.ts';
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
