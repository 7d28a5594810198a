import { expect, test } from 'vitest';
import { growthText } from './growth-text.ts';

test.each([
  [3_000, 4_200, '+1.2 s (+40 %)'],
  [5_000, 4_500, '−0.5 s (−10 %)'],
  [5_000, 5_020, 'as long'],
  [0, 90_000, '+1 min 30 s'],
])('from %i ms to %i ms', (before, after, text) => {
  expect(growthText(before, after)).toBe(text);
});
