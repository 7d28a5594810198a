import { expect, test } from 'vitest';
import { formatClock, formatDuration, formatElapsed, formatMoment, formatRelative } from './format-time.ts';

const now = Date.UTC(2030, 0, 31, 12);

test.each([
  [0, 'just now'],
  [-5_000, 'just now'],
  [12_000, '12 s ago'],
  [61_000, '1 min ago'],
  [2 * 3_600_000, '2 h ago'],
  [3 * 86_400_000, '3 d ago'],
  [31 * 86_400_000, '2029-12-31'],
])('an age of %i ms reads %s', (age, text) => {
  expect(formatRelative(now - age, now)).toBe(text);
});

test('durations keep a tenth below a minute and whole units above', () => {
  expect([400, 59_940, 245_000, 7_400_000].map(formatDuration)).toEqual([
    '0.4 s',
    '59.9 s',
    '4 min 05 s',
    '2 h 03 min',
  ]);
  expect(formatElapsed(59_940)).toBe('59 s');
});

test('moments are written the same way where the person is and in UTC', () => {
  expect(formatMoment(now, 'utc')).toBe('2030-01-31 12:00:00 UTC');
  const local = formatMoment(now, 'local');
  expect(local).toMatch(/^2030-0[12]-\d\d \d\d:\d\d:00$/);
  expect(local.endsWith(formatClock(now))).toBe(true);
});
