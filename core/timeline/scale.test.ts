import { expect, test } from 'vitest';
import { roomyDuration, tickLabel, tickStep } from './scale.ts';

test.each([
  [1, 80, 100],
  [0.01, 80, 10_000],
  [0.000_1, 80, 15 * 60_000],
  [0.000_000_1, 80, 10 * 86_400_000],
])('at %d px a millisecond, marks %d px apart are %d ms apart', (pixelsPerMs, minPixels, step) => {
  expect(tickStep(pixelsPerMs, minPixels)).toBe(step);
});

test('a run that goes on has room after it, in round numbers', () => {
  expect([0, 4_700, 60_000, 3_600_000].map(roomyDuration)).toEqual([5_000, 6_000, 80_000, 4_000_000]);
});

test('marks say how much time has passed', () => {
  const marks = [0, 250, 1_500, 15_000, 120_000, 150_000, 3_600_000, 3_900_000];
  expect(marks.map(tickLabel)).toEqual(['0', '250 ms', '1.5 s', '15 s', '2 min', '2:30 min', '1 h', '1 h 05']);
});
