import { expect, test } from 'vitest';
import { describeDeed } from './describe-deed.ts';

test.each([
  ['deployments.create', { blueprint: 'shop', version: 2 }, 'Created from shop v2'],
  ['executions.start', { execution: 'x', workflow: 'install' }, 'Started install'],
  ['executions.start', { execution: 'x', workflow: 'install', dryRun: true }, 'Dry-ran install'],
  ['executions.cancel', { execution: 'x', workflow: 'heal', mode: 'kill' }, 'Killed heal'],
  [
    'executions.resume',
    { execution: 'x', workflow: 'heal', done: ['a'] },
    'Resumed heal, one failed operation counted as done',
  ],
  ['executions.decide', { execution: 'x', decision: 'retry' }, 'Decided on an operation: retry'],
  ['updates.start', { execution: 'x', from: 'shop v1', to: 'shop v2' }, 'Started the update shop v1 → shop v2'],
  ['schedules.create', { execution: 'x', schedule: 'nightly', workflow: 'heal' }, 'Made the schedule nightly of heal'],
  [
    'schedules.update',
    { execution: 'x', schedule: 'nightly', changed: ['rule', 'timeZone', 'parameters'] },
    'Changed the schedule nightly: times, parameters',
  ],
  [
    'schedules.update',
    { execution: 'x', schedule: 'nightly', changed: ['enabled'], enabled: false },
    'Paused the schedule nightly',
  ],
  ['schedules.delete', { execution: 'x', schedule: 'nightly' }, 'Deleted the schedule nightly'],
  ['schedules.run', { execution: 'x', schedule: 'nightly' }, 'Ran the schedule nightly at once'],
  ['schedules.stop', { execution: 'x', schedule: 'nightly' }, 'Paused the schedule nightly after a failure'],
])('%s %j', (action, detail, text) => {
  expect(describeDeed({ id: 1, at: '', by: 'a', action, detail })).toEqual({
    text,
    execution: action === 'deployments.create' ? null : 'x',
  });
});
