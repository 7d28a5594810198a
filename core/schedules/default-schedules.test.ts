import { expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import { changedDefaultSchedules, readDefaultSchedules } from './default-schedules.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

function read(schedule: JsonObject) {
  const plan = {
    deployment_settings: { default_schedules: { nightly: { workflow: 'install', ...schedule } } },
    workflows: { install: {} },
  };
  return readDefaultSchedules(plan, now);
}

function first(schedule: JsonObject): [string | null, string | null] {
  const { schedules, problems } = read(schedule);
  const [found] = schedules;
  if (found === undefined) throw new Error(problems.join());
  return [found.next === null ? null : new Date(found.next).toISOString().slice(0, 16), found.rule];
}

it.each<[JsonObject, string | null, string | null]>([
  [{ since: '+1 day' }, '2026-11-22T12:00', null],
  [{ since: '+1d +2 hours' }, '2026-11-22T14:00', null],
  [{ since: '+1mo' }, '2026-12-21T12:00', null],
  [{ since: '+70d +3mo' }, '2027-04-30T12:00', null],
  [{ since: '+2 years' }, '2028-11-21T12:00', null],
  [{ since: '+5min' }, '2026-11-21T12:05', null],
  [{ since: '2026-12-01 06:00:00' }, '2026-12-01T06:00', null],
  [{ since: '2026-11-01 06:00:00' }, null, null],
  [{ since: '18:30' }, '2026-11-21T18:30', null],
  [{ since: '+1h', recurrence: '2 days', count: 2 }, '2026-11-21T13:00', 'FREQ=DAILY;INTERVAL=2;COUNT=2'],
  [
    { since: '+1h', recurrence: '1w', weekdays: ['mo', 'FR'] },
    '2026-11-23T13:00',
    'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR',
  ],
  [{ since: '+1h', recurrence: '1w', weekdays: ['mo'], until: '+1 day' }, null, 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO'],
  [{ since: '+1h', recurrence: '1 month', weekdays: ['1MO'] }, '2026-12-07T13:00', 'FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO'],
])('%j', (schedule, next, rule) => {
  expect(first(schedule)).toEqual([next, rule]);
});

it('takes over how the workflow is run', () => {
  const how = { force: true, is_dry_run: true, wait_after_fail: 5, allow_custom_parameters: true };
  const schedule = { since: '+1h', slip: 3, stop_after_fail: true, default_enabled: false, execution_arguments: how };
  expect(read({ ...schedule, workflow_parameters: { a: 1 } }).schedules).toMatchObject([
    {
      ...{ name: 'nightly', workflow: 'install', parameters: { a: 1 }, slip: 3, stopOnFail: true, isEnabled: false },
      options: { force: true, dryRun: true, waitAfterFail: 5, allowCustomParameters: true },
    },
  ]);
});

it('says which schedule is wrong and why', () => {
  expect(read({ workflow: 'polish', since: '+1h', recurrence: '1 day', weekdays: ['1mo'] }).problems).toEqual([
    'The default schedule "nightly": The blueprint has no workflow "polish".',
    expect.stringContaining('A number in BYDAY goes with FREQ=YEARLY or MONTHLY only'),
  ]);
});

it('tells which schedules another blueprint gives otherwise or not at all', () => {
  const plan = (default_schedules: JsonObject) => ({ deployment_settings: { default_schedules }, workflows: {} });
  const before = plan({ same: { since: '+1h' }, other: { since: '+1h' }, gone: { since: '+1h' } });
  const after = plan({ same: { since: '+1h' }, other: { since: '+2h' }, more: { since: '+1h' } });
  expect([...changedDefaultSchedules(before, after)]).toEqual(['other', 'gone']);
  expect([...changedDefaultSchedules(after, before)]).toEqual(['other', 'more']);
});
