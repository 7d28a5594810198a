import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeExecution } from '../../server/testing/written-execution.ts';
import { type ExecutionStatus, execution, tenant } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { listTellingExecutions } from './execution.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(tenant).values({ id: 'default_tenant', name: 'default' }).onConflictDoNothing();
});
afterAll(() => database.drop());

test('what runs says how a deployment stands, then what waits, then what ended last', async () => {
  const { db } = database;
  const older = await writeExecution(db);
  const newer = await writeExecution(db);
  const { deploymentId } = older;
  await db
    .update(execution)
    .set({ deploymentId, createdAt: new Date('2030-01-01') })
    .where(eq(execution.id, newer.id));
  const stand = async (first: ExecutionStatus, second: ExecutionStatus, ends: [string | null, string | null]) => {
    const at = ends.map((end) => (end === null ? null : new Date(end)));
    await db
      .update(execution)
      .set({ status: first, endedAt: at[0] ?? null })
      .where(eq(execution.id, older.id));
    await db
      .update(execution)
      .set({ status: second, endedAt: at[1] ?? null })
      .where(eq(execution.id, newer.id));
    const [row] = await listTellingExecutions(db, [deploymentId]);
    return row?.id === older.id ? 'older' : 'newer';
  };
  expect(await stand('started', 'pending', [null, null])).toBe('older');
  expect(await stand('terminated', 'queued', ['2030-01-02', null])).toBe('newer');
  // Resumed after the other one had ended, then ended itself.
  expect(await stand('started', 'failed', [null, '2030-01-02'])).toBe('older');
  expect(await stand('terminated', 'failed', ['2030-01-03', '2030-01-02'])).toBe('older');
});
