import { expect, it } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

it('gives a burst, refuses with the time to wait, and refills', () => {
  let now = 0;
  const limiter = createRateLimiter({ perSecond: 2, burst: 4 }, { now: () => now });
  expect(limiter.take('a', 3)).toBe(0);
  expect(limiter.take('a', 3)).toBe(1);
  expect(limiter.take('b', 4)).toBe(0);
  now += 1000;
  expect(limiter.take('a', 3)).toBe(0);
});

it('remembers a bounded number of keys', () => {
  let now = 0;
  const limiter = createRateLimiter({ perSecond: 1, burst: 2 }, { now: () => now });
  for (let key = 0; key < 30_000; key += 1) {
    now += 1;
    limiter.take(`key ${key}`, 2);
  }
  expect(limiter.take('key 29999', 2)).toBeGreaterThan(0);
});
