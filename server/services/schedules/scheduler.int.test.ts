import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listAuditEntries } from '../../../db/repositories/audit.ts';
import { insertSchedule, listSchedules, type NamedSchedule } from '../../../db/repositories/schedule.ts';
import { execution, schedule } from '../../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import type { ScheduleTimes } from '../../api/contract.ts';
import { createSampleDeployment, sampleTenant, startSample } from '../../runtime/testing/sample-deployment.ts';
import { readTimes } from './occurrences.ts';
import { type SchedulerDependencies, startDueSchedules } from './scheduler.ts';
import { timeColumns } from './write-schedules.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.delete(schedule);
});

const noon = Date.parse('2026-11-21T12:00:00Z');
const minute = 60_000;
let now = noon;
let said: string[] = [];

function scheduler(more: Partial<SchedulerDependencies> = {}): Promise<void> {
  return startDueSchedules({
    db: database.db,
    clock: { now: () => now },
    workflows: new Map(),
    ids: { uuid: () => randomUUID(), suffix: () => 'abcdef' },
    log: (_level, message, detail) => said.push(`${message} ${JSON.stringify(detail ?? {})}`),
    ...more,
  });
}

async function addSchedule(times: ScheduleTimes, more: Partial<NamedSchedule> = {}): Promise<string> {
  now = noon;
  said = [];
  const id = randomUUID();
  const read = readTimes({ since: new Date(noon).toISOString(), ...times }, noon);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const deploymentId =
    more.deploymentId ?? (await createSampleDeployment(database.db, [{ name: 'web', operations: { create: {} } }]));
  const row = { id, tenantId: sampleTenant, deploymentId, name: 'nightly', workflow: 'install', parameters: {} };
  const columns = timeColumns(read.times, new Date(noon));
  await database.db.transaction((tx) => insertSchedule(tx, { ...row, ...columns, ...more }));
  return id;
}

async function read(id: string): Promise<NamedSchedule> {
  const [row] = await listSchedules(database.db, { tenantId: sampleTenant, id });
  if (row === undefined) throw new Error('The schedule is gone.');
  return row;
}

async function started(id: string): Promise<string[]> {
  const rows = await database.db.select().from(execution).where(eq(execution.scheduleId, id));
  return rows.map((row) => row.id);
}

async function endWith(id: string, status: 'terminated' | 'failed'): Promise<void> {
  await database.db.update(execution).set({ status }).where(eq(execution.scheduleId, id));
}

const hourly = { kind: 'rrule', rule: 'FREQ=HOURLY' } as const;

test('nothing starts before its time, and an occurrence starts once, whoever looks and however often', async () => {
  const id = await addSchedule({ kind: 'at', since: '2026-11-21T12:05:00Z' }, { createdBy: 'ada@example.org' });
  await scheduler();
  expect(await started(id)).toEqual([]);
  now += 5 * minute;
  await Promise.all([scheduler(), scheduler(), scheduler(), scheduler()]);
  await scheduler();
  const [executionId, ...more] = await started(id);
  expect(more).toEqual([]);
  expect(await read(id)).toMatchObject({ nextAt: null, lastExecutionId: executionId, lastMiss: null });
  const [row] = await database.db.select().from(execution).where(eq(execution.scheduleId, id));
  expect(row).toMatchObject({ workflow: 'install', status: 'pending', createdBy: 'ada@example.org' });
  const entries = await listAuditEntries(database.db, sampleTenant);
  expect(entries.filter((entry) => entry.action === 'schedules.start')).toMatchObject([{ actor: 'gantry' }]);
});

test('a scheduler that dies between looking and writing leaves the occurrence to the next one', async () => {
  const id = await addSchedule(hourly);
  const dying = {
    uuid: (): string => {
      throw new Error('Connection terminated unexpectedly');
    },
    suffix: () => 'abcdef',
  };
  await expect(scheduler({ ids: dying })).rejects.toThrow('Connection terminated');
  expect(await started(id)).toEqual([]);
  await scheduler();
  expect(await started(id)).toHaveLength(1);
  expect((await read(id)).nextAt?.toISOString()).toBe('2026-11-21T13:00:00.000Z');
});

test('an occurrence that Gantry fails to start is in nobody’s way', async () => {
  const broken = await addSchedule(hourly);
  const other = await addSchedule({ kind: 'at', since: '2026-11-21T12:00:00Z' });
  let asked = 0;
  const uuid = (): string => {
    if (asked++ === 0) throw new Error('A bug.');
    return randomUUID();
  };
  await scheduler({ ids: { uuid, suffix: () => 'abcdef' } });
  const misses = [await read(broken), await read(other)].map((row) => row.lastMiss?.reason ?? null);
  expect(misses.sort()).toEqual(['Gantry could not start it: A bug.', null]);
  expect([...(await started(broken)), ...(await started(other))]).toHaveLength(1);
});

test('an occurrence is left out while the one before still runs', async () => {
  const id = await addSchedule(hourly);
  await scheduler();
  now += 60 * minute;
  await scheduler();
  expect(await started(id)).toHaveLength(1);
  expect((await read(id)).lastMiss).toEqual({
    at: '2026-11-21T13:00:00.000Z',
    reason: 'Its last execution has not ended yet.',
  });
  expect(said.join()).toContain('is left out');
  await endWith(id, 'failed');
  now += 60 * minute;
  await scheduler();
  expect(await started(id)).toHaveLength(2);
});

test('an occurrence may be late by the slip and a minute, and no more', async () => {
  const id = await addSchedule(hourly, { slip: 10 });
  now += 11 * minute;
  await scheduler();
  expect(await started(id)).toHaveLength(1);
  await endWith(id, 'terminated');
  now = noon + 60 * minute + 11 * minute + 1;
  await scheduler();
  expect(await started(id)).toHaveLength(1);
  expect((await read(id)).lastMiss?.reason).toContain('11 minutes late');
});

test('what was missed while nobody looked is passed over at once', async () => {
  const id = await addSchedule({ kind: 'cron', rule: '* * * * *' });
  now += 30 * 24 * 60 * minute;
  await scheduler();
  const found = await started(id);
  expect(found.length).toBe(1);
  expect((await read(id)).nextAt?.getTime()).toBe(now + minute);
  expect(said).toHaveLength(2);
});

test('after a failure no other one follows when that is asked for, until it is enabled again', async () => {
  const id = await addSchedule(hourly, { stopOnFail: true });
  await scheduler();
  await endWith(id, 'failed');
  now += 60 * minute;
  await scheduler();
  expect(await started(id)).toHaveLength(1);
  expect(await read(id)).toMatchObject({ isEnabled: false, lastMiss: { reason: 'Its last execution has failed.' } });
  now += 60 * minute;
  await scheduler();
  expect(await started(id)).toHaveLength(1);
});

test('it waits behind another execution of its deployment', async () => {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'web', operations: { create: {} } }]);
  await startSample(database.db, deploymentId);
  const id = await addSchedule(hourly, { deploymentId });
  await scheduler();
  expect(await started(id)).toHaveLength(1);
});

test('a workflow that cannot be started is a miss with the reason', async () => {
  const id = await addSchedule(hourly, { workflow: 'polish' });
  await scheduler();
  expect(await started(id)).toEqual([]);
  expect((await read(id)).lastMiss?.reason).toContain('no workflow "polish"');
});
