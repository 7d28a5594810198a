import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAuditEntries } from '../../db/repositories/audit.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { findBrokenEntry, recordAudit } from './audit.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const entry = (n: number, tenantId = 'a') => ({
  tenantId,
  at: new Date(1_700_000_000_000 + n),
  actor: 'someone@example.org',
  action: 'secrets.put',
  target: `name ${n}\n\u001b[31m`,
  detail: { z: n, a: { y: [1, { b: 2, a: null }], x: 'ü' } },
});

it('makes one whole chain of entries that are written at once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => database.db.transaction((tx) => recordAudit(tx, entry(n)))));
  const rows = await listAuditEntries(database.db, 'a');
  expect(rows).toHaveLength(40);
  expect(findBrokenEntry(rows)).toBeNull();
});

it('writes nothing when the change it belongs to is undone', async () => {
  const failed = database.db.transaction(async (tx) => {
    await recordAudit(tx, entry(0, 'b'));
    throw new Error('undo');
  });
  await expect(failed).rejects.toThrow('undo');
  expect(await listAuditEntries(database.db, 'b')).toEqual([]);
});

it('shows a changed, a removed and an added entry', async () => {
  const rows = await listAuditEntries(database.db, 'a');
  const changed = rows.map((row, n) => (n === 7 ? { ...row, actor: 'somebody else' } : row));
  expect(findBrokenEntry(changed)).toBe(rows[7]?.id);
  expect(findBrokenEntry(rows.filter((_, n) => n !== 7))).toBe(rows[8]?.id);
  const [first, second, ...rest] = rows;
  if (first === undefined || second === undefined) throw new Error('too few rows');
  expect(findBrokenEntry([first, { ...second, id: 999 }, second, ...rest])).toBe(second.id);
});
