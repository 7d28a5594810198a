import { expect, test } from 'vitest';
import type { ExecutionStatus, ExecutionSummary } from '../../server/api/contract.ts';
import { demoProgress } from './demo-steps.ts';

function ran(...runs: string[]): ExecutionSummary[] {
  return runs
    .map((run) => {
      const [workflow = '', status = 'terminated'] = run.split(' ');
      return { id: run, workflow, status: status as ExecutionStatus } as ExecutionSummary;
    })
    .toReversed();
}

test.each([
  [[], 'install', null],
  [['install started'], 'install', 'install'],
  [['install failed'], 'install', null],
  [['install'], 'storm', null],
  [['install', 'execute_operation', 'check_status pending'], 'storm', 'check_status'],
  [['install', 'execute_operation', 'check_status failed'], 'look', null],
  [['install', 'execute_operation', 'check_status failed', 'heal started'], 'heal', 'heal'],
  [['install', 'execute_operation', 'check_status failed', 'heal'], 'uninstall', null],
  [['install', 'execute_operation', 'check_status failed', 'heal', 'uninstall'], null, null],
])('after %j', (runs, next, running) => {
  expect(demoProgress(ran(...runs))).toMatchObject({ next, running });
});

test('the execution that failed is named, and what was left out counts as done at the end', () => {
  const progress = demoProgress(ran('install', 'check_status failed', 'uninstall'));
  expect(progress).toMatchObject({ next: null, done: 5, failed: { id: 'check_status failed' } });
});
