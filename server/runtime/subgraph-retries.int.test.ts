import { afterAll, beforeAll, expect, test } from 'vitest';
import { NonRecoverableError } from '../../core/ports/operation.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { requestResume } from './requests.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const data = { name: 'data', operations: { create: {}, start: {} } };
const web = { name: 'web', operations: { create: {} }, relationships: [{ target: 'data' }] };

test('an instance that fails is installed anew, what waits for it waits, and operations are counted as they come', async () => {
  const deploymentId = await createSampleDeployment(database.db, [data, web]);
  let failures = 3;
  const ran: string[] = [];
  const runtime = testRuntime(database, async (context) => {
    const name = `${context.self?.instance.id} ${context.operation.split('.').at(-1)}`;
    ran.push(name);
    if (name === 'data_1 start' && failures-- > 0) throw new NonRecoverableError('no power');
    return null;
  });
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId, { retries: { subgraphRetries: 1 } });
    const anew = ['data_1 create', 'data_1 start'];
    const failed = await untilStatus(database, id);
    expect(failed).toMatchObject({ status: 'failed', failedOperations: [{ instance: 'data_1' }] });
    expect(failed).toMatchObject({ totalOperations: 5, finishedOperations: 4 });
    expect(ran.splice(0)).toEqual([...anew, ...anew]);
    const goOn = { id, resume: { done: [], force: false } };
    expect(await database.db.transaction((tx) => requestResume(tx, goOn))).toEqual({ ok: true });
    expect(await untilStatus(database, id)).toMatchObject({ status: 'failed', totalOperations: 5 });
    expect(await database.db.transaction((tx) => requestResume(tx, goOn))).toEqual({ ok: true });
    const ended = await untilStatus(database, id);
    expect(ended).toMatchObject({ status: 'terminated', failedOperations: [] });
    expect(ended.finishedOperations).toBe(ended.totalOperations);
    expect(ran).toEqual(['data_1 start', 'data_1 start', 'web_1 create']);
  } finally {
    await runtime.stop();
  }
});
