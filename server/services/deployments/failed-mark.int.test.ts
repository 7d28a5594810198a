import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFailedInstances } from '../../../db/repositories/failed-instance.ts';
import { event, tenant } from '../../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import { writeExecution } from '../../testing/written-execution.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(tenant).values({ id: 'default_tenant', name: 'default' }).onConflictDoNothing();
});
afterAll(() => database.drop());

test('an instance is marked as failed until its operation is tried again', async () => {
  const { id } = await writeExecution(database.db);
  let seq = 0;
  const say = async (type: 'task_started' | 'task_failed' | 'task_succeeded', instance: string) => {
    seq += 1;
    await database.db.insert(event).values({ executionId: id, seq, at: new Date(), type, instance, text: type });
  };
  await say('task_started', 'web_1');
  await say('task_failed', 'web_1');
  await say('task_failed', 'db_1');
  expect((await listFailedInstances(database.db, id)).sort()).toEqual(['db_1', 'web_1']);
  await say('task_started', 'web_1');
  expect(await listFailedInstances(database.db, id)).toEqual(['db_1']);
  await say('task_failed', 'web_1');
  expect((await listFailedInstances(database.db, id)).sort()).toEqual(['db_1', 'web_1']);
  await say('task_started', 'web_1');
  await say('task_succeeded', 'web_1');
  expect(await listFailedInstances(database.db, id)).toEqual(['db_1']);
});
