import { expect, test } from 'vitest';
import { groupLook, groupProgress } from './group-status.ts';

test('a group has done what has ended, well or not', () => {
  const counts = { terminated: 3, failed: 1, cancelled: 1, started: 2, queued: 5 };
  expect(groupProgress({ counts })).toEqual({ ended: 5, all: 12 });
  expect(groupProgress({ counts: {} })).toEqual({ ended: 0, all: 0 });
});

test('it runs while anything in it runs', () => {
  expect(groupLook({ status: 'active' }).label).toBe('Running');
  expect(groupLook({ status: 'failed' }).tone).toBe('bad');
});
