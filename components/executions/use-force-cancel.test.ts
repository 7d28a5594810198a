import { expect, test } from 'vitest';
import { secondsLeft } from './use-force-cancel.ts';

test.each([
  ['at once after the request', 0, 30],
  ['in between', 12_300, 18],
  ['when it is over', 30_000, 0],
  ['long after', 90_000, 0],
  ['by a clock that is behind the server', -5_000, 30],
])('%s', (_when, passed, left) => {
  expect(secondsLeft(1_000_000, 1_000_000 + passed)).toBe(left);
});
