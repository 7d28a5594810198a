import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from './client.ts';
import { isPassingFault } from './database-fault.ts';
import { ensureTenant } from './repositories/tenant.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';

let database: TestDatabase;
let stalling: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  stalling = openDatabase({ url: database.url, stalledTransactionMs: 2_000 });
});
afterAll(async () => {
  await stalling.close();
  await database.drop();
});

test('a process that stops in the middle of a transaction keeps its locks for a while and not for ever', async () => {
  await database.db.transaction((tx) => ensureTenant(tx, { id: 'one', name: 'one' }));
  const change = sql`update tenant set name = name where id = 'one'`;
  const begun = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  const held = stalling.db.transaction(async (tx) => {
    await tx.execute(change);
    begun.resolve();
    await late.promise;
    await tx.execute(change);
  });
  const fault = held.then(
    () => null,
    (reason: unknown) => reason,
  );
  await begun.promise;
  // Waits until the database has ended the other transaction.
  await database.db.execute(change);
  late.resolve();
  expect(isPassingFault(await fault)).toBe(true);
});
