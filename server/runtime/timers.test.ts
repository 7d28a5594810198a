import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Timers } from './timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const clock = { now: () => Date.now() };

test('a time that has passed comes at once, a later one takes the place of an earlier', () => {
  const woken: string[] = [];
  const timers = new Timers(clock, (task) => woken.push(task));
  timers.set('past', Date.now() - 5);
  timers.set('task', Date.now() + 10);
  timers.set('task', Date.now() + 1_000);
  vi.advanceTimersByTime(500);
  expect(woken).toEqual(['past']);
  vi.advanceTimersByTime(600);
  expect(woken).toEqual(['past', 'task']);
});

test('waits longer than the platform can, and nothing after it was cleared', () => {
  const woken: string[] = [];
  const timers = new Timers(clock, (task) => woken.push(task));
  const days = 24 * 3_600_000;
  timers.set('far', Date.now() + 60 * days);
  timers.set('never', Date.now() + 70 * days);
  vi.advanceTimersByTime(59 * days);
  expect(woken).toEqual([]);
  vi.advanceTimersByTime(2 * days);
  expect(woken).toEqual(['far']);
  timers.clear();
  vi.advanceTimersByTime(20 * days);
  expect(woken).toEqual(['far']);
});
