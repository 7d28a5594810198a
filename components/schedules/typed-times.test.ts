import { expect, test } from 'vitest';
import { emptyTimes, timesChange, toTimes, typedOf } from './typed-times.ts';

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

test('stored times stand in the form as they are, and only what is changed is sent', () => {
  const since = new Date('2027-01-31T06:00').toISOString();
  const stored = { kind: 'rrule', rule: 'FREQ=DAILY', timeZone: 'UTC', since, until: null } as const;
  const typed = typedOf(stored);
  expect(typed).toEqual({ ...stored, since: '2027-01-31T06:00', until: '' });
  expect(timesChange(stored, typed)).toEqual({});
  expect(timesChange(stored, { ...typed, rule: 'FREQ=WEEKLY' })).toEqual({ ...stored, rule: 'FREQ=WEEKLY' });
  expect(timesChange(stored, { ...typed, kind: 'at' })).toEqual({ kind: 'at', since, rule: null, until: null });
});
