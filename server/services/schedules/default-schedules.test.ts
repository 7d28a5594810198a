import { expect, it } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { readDefaultSchedules } from './default-schedules.ts';
import { nextOccurrences } from './occurrences.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

function read(schedule: JsonObject) {
  const plan = {
    deployment_settings: { default_schedules: { nightly: { workflow: 'install', ...schedule } } },
    workflows: { install: {} },
  };
  return readDefaultSchedules(plan, now);
}

function occurrences(schedule: JsonObject): string[] {
  const [first] = read(schedule).schedules;
  if (first === undefined) throw new Error(JSON.stringify(read(schedule).problems));
  return nextOccurrences(first.times, now, 3).map((moment) => new Date(moment).toISOString().slice(0, 16));
}

it.each<[JsonObject, string[]]>([
  [{ since: '+1 day' }, ['2026-11-22T12:00']],
  [{ since: '+1d +2 hours' }, ['2026-11-22T14:00']],
  [{ since: '+1mo' }, ['2026-12-21T12:00']],
  [{ since: '+5min' }, ['2026-11-21T12:05']],
  [{ since: '2026-12-01 06:00:00' }, ['2026-12-01T06:00']],
  [{ since: '18:30' }, ['2026-11-21T18:30']],
  [{ since: '+1h', recurrence: '2 days', count: 2 }, ['2026-11-21T13:00', '2026-11-23T13:00']],
  [
    { since: '+1h', recurrence: '1w', weekdays: ['mo', 'FR'], until: '+8 days' },
    ['2026-11-23T13:00', '2026-11-27T13:00'],
  ],
  [{ since: '+1h', recurrence: '1 month', weekdays: ['1MO'], count: 1 }, ['2026-12-07T13:00']],
])('%j', (schedule, expected) => {
  expect(occurrences(schedule)).toEqual(expected);
});

it('takes over how the workflow is run', () => {
  const how = { force: true, is_dry_run: true, wait_after_fail: 5, allow_custom_parameters: true };
  const schedule = { since: '+1h', slip: 3, stop_after_fail: true, default_enabled: false, execution_arguments: how };
  expect(read({ ...schedule, workflow_parameters: { a: 1 } }).schedules).toMatchObject([
    {
      ...{ name: 'nightly', workflow: 'install', parameters: { a: 1 }, slip: 3, stopOnFail: true, enabled: false },
      ...{ force: true, dryRun: true, waitAfterFail: 5, allowCustomParameters: true },
    },
  ]);
});

it('says which schedule is wrong and why', () => {
  expect(read({ workflow: 'polish', since: '+1h', recurrence: '1 day', weekdays: ['1mo'] }).problems).toEqual([
    { field: null, message: 'The default schedule "nightly": The blueprint has no workflow "polish".' },
    { field: null, message: expect.stringContaining('A number in BYDAY goes with FREQ=YEARLY or MONTHLY only') },
  ]);
});
