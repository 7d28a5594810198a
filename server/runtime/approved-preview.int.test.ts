import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createSampleDeployment, startSample } from './testing/sample-deployment.ts';
import { testRuntime, untilStatus } from './testing/test-runtime.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a run that is no longer what was approved does nothing', async () => {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'web', operations: { create: {} } }]);
  let ran = 0;
  const runtime = testRuntime(database, async () => {
    ran += 1;
    return null;
  });
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId, { previewHash: 'of something else' });
    const row = await untilStatus(database, id);
    expect(row).toMatchObject({ status: 'failed', totalOperations: 0, runHash: null });
    expect(row.error).toContain('changed since the preview that was approved');
    expect(ran).toBe(0);
    // It never began, so that it cannot go on but only refuse once more; another run is free to begin.
    expect(await untilStatus(database, await startSample(database.db, deploymentId))).toMatchObject({
      status: 'terminated',
    });
    expect(ran).toBe(1);
  } finally {
    await runtime.stop();
  }
});
