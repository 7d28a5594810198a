import { expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

test('runs at once, then at most once in a stretch, and never forgets the last request', () => {
  vi.useFakeTimers();
  const action = vi.fn();
  const throttled = throttle(action, () => 100);
  throttled.request();
  throttled.request();
  throttled.request();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(2);
  throttled.request();
  throttled.request();
  throttled.cancel();
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
