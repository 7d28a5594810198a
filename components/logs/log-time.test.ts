import { expect, test } from 'vitest';
import { formatLineTime } from './log-time.ts';

const at = '2030-01-01T10:02:03.456Z';
const start = Date.parse('2030-01-01T10:00:00.000Z');
const now = Date.parse('2030-01-01T10:07:03.456Z');

test('the time of a line is told as the person wants it', () => {
  expect(formatLineTime(at, 'utc', { start, now })).toBe('10:02:03Z');
  expect(formatLineTime(at, 'relative', { start, now })).toBe('5 min ago');
  expect(formatLineTime(at, 'elapsed', { start, now })).toBe('+2:03.4');
  expect(formatLineTime(at, 'elapsed', { start: start - 3_600_000, now })).toBe('+1:02:03.4');
  expect(formatLineTime(at, 'local', { start, now })).toMatch(/^\d\d:\d\d:03$/);
});
