import { expect, test } from 'vitest';
import type { AttemptEvent } from '../../../db/repositories/attempt-event.ts';
import { foldAttempts } from './fold-attempts.ts';

function told(change: Partial<AttemptEvent> & Pick<AttemptEvent, 'type' | 'seq'>): AttemptEvent {
  const at = new Date(change.seq * 1_000);
  return {
    executionId: 'x',
    workflow: 'install',
    task: 't',
    operation: 'l.create',
    attempt: 1,
    error: null,
    at,
    ...change,
  };
}

test('attempts of one operation become one entry, from the first start to the last end', () => {
  const [operation, ...more] = foldAttempts([
    told({ seq: 9, type: 'task_succeeded', attempt: 2 }),
    told({ seq: 7, type: 'task_started', attempt: 2 }),
    told({ seq: 5, type: 'task_rescheduled' }),
    told({ seq: 3, type: 'task_started' }),
  ]);
  expect(more).toEqual([]);
  expect(operation).toMatchObject({ attempts: 2, outcome: 'succeeded', seq: 9 });
  expect(operation?.startedAt).toBe(new Date(3_000).toISOString());
  expect(operation?.endedAt).toBe(new Date(9_000).toISOString());
});

test('one that has not ended is running; the same task of another execution is another operation', () => {
  const operations = foldAttempts([
    told({ seq: 4, type: 'task_started', executionId: 'y' }),
    told({ seq: 8, type: 'task_failed', error: { type: 'E', message: 'no' } }),
  ]);
  expect(operations.map(({ executionId, outcome, endedAt }) => [executionId, outcome, endedAt])).toEqual([
    ['y', 'running', null],
    ['x', 'failed', new Date(8_000).toISOString()],
  ]);
});
