import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import { readWorkflowCases } from './case.ts';
import { stepDifference } from './compare.ts';
import { planOf } from './deployment.ts';
import { RealStage } from './real-stage.ts';

const folder = join(import.meta.dirname, '../../../../shared/conformance/workflows');
const cases = existsSync(folder) ? readWorkflowCases(folder, null) : [];

describe.skipIf(cases.length === 0)('recorded workflows, on a real database by a real worker', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it.each(cases.map((one) => [one.case, one] as const))('%s', async (_, one) => {
    const stage = await RealStage.open(database, await planOf(folder, one.blueprint));
    const worker = stage.worker();
    await worker.start();
    try {
      for (const step of one.steps) {
        expect(stepDifference(step, await stage.play(step, one.defaults)), step.workflow).toBeNull();
      }
    } finally {
      await worker.stop();
    }
  });
});
