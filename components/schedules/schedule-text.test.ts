import { expect, test } from 'vitest';
import { describeTimes, toMoment } from './schedule-text.ts';

const times = { rule: null, since: '2027-01-31T06:00:00Z', timeZone: 'UTC' };

test('a schedule says when it runs', () => {
  expect(describeTimes({ ...times, kind: 'cron', rule: '0 6 * * *' })).toBe('cron 0 6 * * * (UTC)');
  expect(describeTimes({ ...times, kind: 'rrule', rule: 'FREQ=DAILY' })).toBe('rule FREQ=DAILY (UTC)');
  expect(describeTimes({ ...times, kind: 'at' })).toMatch(/^once, .*2027/);
});

test('a chosen time is by the clock of the browser', () => {
  expect(toMoment('2027-01-31T06:00')).toBe(new Date(2027, 0, 31, 6).toISOString());
  expect(toMoment('')).toBeUndefined();
  expect(toMoment('x')).toBeUndefined();
});
