import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pace } from './pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function slowly(ms: number) {
  return vi.fn(() => new Promise((resolve) => setTimeout(resolve, ms)));
}

test('the first is done at once, all that are asked meanwhile are one', async () => {
  const action = slowly(10);
  const paced = pace(action, 500);
  paced.request();
  paced.request();
  paced.request();
  expect(action).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(action).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(action).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(action).toHaveBeenCalledTimes(2);
  paced.request();
  expect(action).toHaveBeenCalledTimes(3);
});

test('what takes long is done more seldom, and never twice at a time', async () => {
  const action = slowly(1_000);
  const paced = pace(action, 500);
  paced.request();
  paced.request();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(action).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(action).toHaveBeenCalledTimes(2);
});

test('a fault does not end it; after its end nothing is done', async () => {
  const action = vi.fn(() => Promise.reject(new Error('away')));
  const paced = pace(action, 500);
  paced.request();
  await vi.advanceTimersByTimeAsync(600);
  paced.request();
  expect(action).toHaveBeenCalledTimes(2);
  paced.request();
  paced.cancel();
  await vi.advanceTimersByTimeAsync(60_000);
  paced.request();
  expect(action).toHaveBeenCalledTimes(2);
});
