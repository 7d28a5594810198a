import { expect, test } from 'vitest';
import { emptyTimes, toTimes } from './typed-times.ts';

const empty = emptyTimes('Europe/Berlin');

test('a new schedule is every day, by the clock of the person', () => {
  expect(toTimes(empty)).toEqual({ kind: 'cron', rule: '0 6 * * *', timeZone: 'Europe/Berlin' });
});

test('once needs a time and nothing else; a rule may have a beginning and an end', () => {
  expect(toTimes({ ...empty, kind: 'at' })).toBeNull();
  const since = '2027-01-31T06:00';
  const at = new Date(since).toISOString();
  expect(toTimes({ ...empty, kind: 'at', since })).toEqual({ kind: 'at', since: at });
  expect(toTimes({ ...empty, kind: 'rrule', rule: ' FREQ=DAILY ', since, until: since })).toEqual({
    kind: 'rrule',
    rule: 'FREQ=DAILY',
    timeZone: 'Europe/Berlin',
    since: at,
    until: at,
  });
  expect(toTimes({ ...empty, rule: ' ' })).toBeNull();
});
