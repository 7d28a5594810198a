import { expect, test } from 'vitest';
import { armCrashPoint, crashPoint, crashPoints, isCrashPointArmed } from './crash-point.ts';

test('a name that is none is refused with the names there are', () => {
  expect(() => armCrashPoint('lunch')).toThrow(/before-take-over/);
  expect(() => armCrashPoint(`${crashPoints[0]}:0`)).toThrow(/:nth/);
  expect(() => armCrashPoint(`${crashPoints[0]}:x`)).toThrow(/:nth/);
  expect(isCrashPointArmed()).toBe(false);
});

test('points that are not armed do nothing', () => {
  armCrashPoint('after-finish-commit:2');
  for (const point of crashPoints) crashPoint(point);
  expect(isCrashPointArmed()).toBe(true);
});
