import { expect, test } from 'vitest';
import { chooseLine, formatRange, isInRange, parseRange } from './line-range.ts';

test('a link names a line or a range of them, in either order', () => {
  expect(parseRange('120')).toEqual({ from: 120, to: 120 });
  expect(parseRange('180-120')).toEqual({ from: 120, to: 180 });
  expect(['', '0', '-3', '1-', 'a', '1-2-3'].map(parseRange)).toEqual([null, null, null, null, null, null]);
  expect(formatRange({ from: 7, to: 7 })).toBe('7');
  expect(formatRange({ from: 7, to: 9 })).toBe('7-9');
});

test('a click chooses a line, a second one takes it back, with shift it extends', () => {
  const one = chooseLine(null, 10, false);
  expect(one).toEqual({ from: 10, to: 10 });
  expect(chooseLine(one, 10, false)).toBeNull();
  expect(chooseLine(one, 14, true)).toEqual({ from: 10, to: 14 });
  expect(chooseLine({ from: 10, to: 14 }, 5, true)).toEqual({ from: 5, to: 14 });
  expect(chooseLine({ from: 10, to: 14 }, 12, true)).toEqual({ from: 10, to: 12 });
  expect(isInRange(12, { from: 10, to: 12 })).toBe(true);
  expect(isInRange(13, { from: 10, to: 12 })).toBe(false);
});
