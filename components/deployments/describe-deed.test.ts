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
])('%s %j', (action, detail, text) => {
  expect(describeDeed({ id: 1, at: '', by: 'a', action, detail })).toEqual({
    text,
    execution: action === 'deployments.create' ? null : 'x',
  });
});
