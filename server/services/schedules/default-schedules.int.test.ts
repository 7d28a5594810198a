import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { readDefaultSchedules } from '../../../core/schedules/default-schedules.ts';
import { insertDefaultSchedules, listSchedules, replaceDefaultSchedules } from '../../../db/repositories/schedule.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import { createSampleDeployment, sampleTenant } from '../../runtime/testing/sample-deployment.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-21T12:00:00Z');

function plan(default_schedules: Record<string, string>) {
  const entries = Object.entries(default_schedules).map(([name, since]) => [name, { workflow: 'install', since }]);
  const settings: JsonObject = { default_schedules: Object.fromEntries(entries) };
  return { deployment_settings: settings, workflows: { install: {} } };
}

it('takes over the schedules of the new blueprint at an update, and leaves those that people have made', async () => {
  const { db } = database;
  const id = await createSampleDeployment(db, [{ name: 'web', operations: { create: {} } }]);
  const owner = { id, tenantId: sampleTenant, createdBy: null, now };
  const before = plan({ same: '+1h', other: '+1h', gone: '+1h' });
  const after = plan({ same: '+1h', other: '+2h', more: '+3h', mine: '+4h' });
  await db.transaction((tx) => insertDefaultSchedules(tx, owner, readDefaultSchedules(before, now).schedules));
  await db.transaction((tx) =>
    insertDefaultSchedules(tx, owner, readDefaultSchedules(plan({ mine: '+9h' }), now).schedules),
  );
  const later = now + 24 * 60 * 60_000;
  await db.transaction((tx) => replaceDefaultSchedules(tx, { ...owner, now: later }, { before, after }));
  const rows = await listSchedules(db, { tenantId: sampleTenant, deploymentId: id });
  expect(rows.map(({ name, nextAt }) => `${name} ${nextAt?.toISOString().slice(0, 16)}`)).toEqual([
    'mine 2026-11-21T21:00',
    'more 2026-11-22T15:00',
    'other 2026-11-22T14:00',
    'same 2026-11-21T13:00',
  ]);
});
