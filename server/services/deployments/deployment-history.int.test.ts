import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAttemptEvents } from '../../../db/repositories/attempt-event.ts';
import { findExecution } from '../../../db/repositories/execution.ts';
import { event, tenant } from '../../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import { writeExecution } from '../../testing/written-execution.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(tenant).values({ id: 'default_tenant', name: 'default' }).onConflictDoNothing();
});
afterAll(() => database.drop());

test('the attempts of one instance are found among lines and other instances, newest first', async () => {
  const { id } = await writeExecution(database.db);
  const row = await findExecution(database.db, { id });
  const common = { executionId: id, at: new Date(), task: 'install/web_1/create', operation: 'create', text: '' };
  await database.db.insert(event).values([
    { ...common, seq: 1, type: 'task_started', instance: 'web_1', attempt: 1 },
    { ...common, seq: 2, type: 'log', instance: 'web_1' },
    { ...common, seq: 3, type: 'task_started', instance: 'db_1', attempt: 1 },
    {
      ...common,
      seq: 4,
      type: 'task_failed',
      instance: 'web_1',
      attempt: 1,
      detail: { error: { type: 'ProcessException', message: 'exit code 1' } },
    },
  ]);
  const of = { deploymentId: row?.deploymentId ?? '', instance: 'web_1' };
  const events = await listAttemptEvents(database.db, { ...of, limit: 10 });
  expect(events.map(({ seq, type }) => [seq, type])).toEqual([
    [4, 'task_failed'],
    [1, 'task_started'],
  ]);
  expect(events[0]).toMatchObject({ executionId: id, error: { message: 'exit code 1' }, attempt: 1 });
  expect(await listAttemptEvents(database.db, { ...of, limit: 1 })).toHaveLength(1);
});
