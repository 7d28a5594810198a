import { describe, expect, it } from 'vitest';
import type { ScheduleTimes } from '../../api/contract.ts';
import { nextOccurrences, readTimes } from './occurrences.ts';

const now = Date.parse('2026-11-21T12:00:30Z');

function next(given: ScheduleTimes, from = now): string[] {
  const read = readTimes(given, now);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return nextOccurrences(read.times, from, 3).map((moment) => new Date(moment).toISOString().slice(0, 19));
}

function problems(given: ScheduleTimes): string[] {
  const read = readTimes(given, now);
  return read.ok ? [] : read.problems.map(({ field, message }) => `${field}: ${message}`);
}

it('occurs once, at a time', () => {
  expect(next({ kind: 'at', since: '2026-12-01T06:00:05+01:00' })).toEqual(['2026-12-01T05:00:05']);
  expect(next({ kind: 'at', since: '2026-11-01T06:00:00Z' })).toEqual([]);
});

it('occurs as a cron rule says, in its time zone, between start and end', () => {
  const given = { kind: 'cron', rule: '30 2 * * *', timeZone: 'Europe/Berlin' } as const;
  expect(next({ ...given, since: '2027-03-26T12:00:00Z' })).toEqual([
    '2027-03-27T01:30:00',
    '2027-03-28T01:00:00',
    '2027-03-29T00:30:00',
  ]);
  const bounds = { since: '2027-03-27T01:30:00Z', until: '2027-03-27T23:00:00Z' };
  expect(next({ ...given, ...bounds })).toEqual(['2027-03-27T01:30:00']);
});

it('occurs as a rule of RFC 5545 says, from the first whole minute', () => {
  expect(next({ kind: 'rrule', rule: 'FREQ=HOURLY;COUNT=2' })).toEqual(['2026-11-21T12:01:00', '2026-11-21T13:01:00']);
});

it('is never twice in a minute', () => {
  const moments = next({ kind: 'cron', rule: '* * * * *' }).map((text) => Date.parse(`${text}Z`));
  expect(moments.map((moment, place) => moment - (moments[0] ?? 0) - place * 60_000)).toEqual([0, 0, 0]);
});

describe('what is wrong is told with the field', () => {
  it.each<[ScheduleTimes, string]>([
    [{ kind: 'cron', rule: '61 * * * *' }, 'rule: "61" is not a minute. It is 0 to 59'],
    [{ kind: 'cron', rule: '0 0 * * funday' }, 'rule: "funday" is not a day of the week.'],
    [{ kind: 'cron', rule: '0 0 0 * * *' }, 'This one has 6. Seconds and years are not offered.'],
    [{ kind: 'cron' }, 'rule: A cron schedule needs a rule'],
    [{ kind: 'rrule', rule: 'FREQ=DAILY;BYHOUR=25' }, 'rule: "BYHOUR=25": "25" is not a number from 0 to 23.'],
    [{ kind: 'at', rule: '0 0 * * *' }, 'rule: A schedule that starts once has no rule.'],
    [{ kind: 'at', timeZone: 'Europe/Berln' }, 'Did you mean Europe/Berlin?'],
    [{ kind: 'at', since: 'tomorrow' }, 'since: This is not a time.'],
    [
      { kind: 'at', since: '2027-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      'until: The end is before the start.',
    ],
  ])('%j', (given, words) => {
    expect(problems(given).join('\n')).toContain(words);
  });
});
