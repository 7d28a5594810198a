import '../testing/property-seed.ts';
import fc from 'fast-check';
import { RRule } from 'rrule';
import { describe, expect, it } from 'vitest';
import { occurrences } from './recurrence.ts';
import { readRule } from './rule.ts';

type Place = [since: string, more?: { timeZone?: string; from?: string }];

function first(count: number, text: string, ...[since, more = {}]: Place): string[] {
  const read = readRule(text);
  if (!read.ok) throw new Error(read.problem);
  const start = { since: Date.parse(since), timeZone: more.timeZone ?? 'UTC' };
  const all = occurrences(read.rule, start, Date.parse(more.from ?? since));
  const found: string[] = [];
  for (const moment of all) {
    if (found.length === count) break;
    found.push(new Date(moment).toISOString().slice(0, 16));
  }
  return found;
}

describe('a rule as another implementation reads it', () => {
  const numbers = (from: number, to: number) =>
    fc
      .uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 3 })
      .map((list) => list.sort((a, b) => a - b));
  const signed = (to: number) =>
    fc.uniqueArray(
      fc.integer({ min: -to, max: to }).filter((n) => n !== 0),
      { minLength: 1, maxLength: 3 },
    );
  const days = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), {
    minLength: 1,
    maxLength: 3,
  });
  const numberedDays = fc.uniqueArray(fc.constantFrom('1MO', '-1FR', '2WE', '-2SU', '5TU'), { minLength: 1 });
  const part = (name: string, values: fc.Arbitrary<readonly (string | number)[]>) =>
    fc.option(
      values.map((list) => `;${name}=${list.join(',')}`),
      { nil: '', freq: 2 },
    );
  const times = [part('BYHOUR', numbers(0, 23)), part('BYMINUTE', numbers(0, 59))];
  const positions = part('BYSETPOS', fc.constantFrom([1], [-1]));
  const dayParts: Record<string, fc.Arbitrary<string>[]> = {
    DAILY: [part('BYMONTH', numbers(1, 12)), part('BYMONTHDAY', signed(31)), part('BYDAY', days), ...times],
    WEEKLY: [
      part('BYMONTH', numbers(1, 12)),
      part('BYDAY', days),
      part(
        'WKST',
        days.map((list) => list.slice(0, 1)),
      ),
      ...times,
    ],
    MONTHLY: [
      part('BYMONTH', numbers(1, 12)),
      part('BYMONTHDAY', signed(31)),
      part('BYDAY', numberedDays),
      ...times,
      positions,
    ],
    YEARLY: [
      part('BYMONTH', numbers(1, 12)),
      part('BYYEARDAY', signed(366)),
      part('BYDAY', numberedDays),
      ...times,
      positions,
    ],
  };
  const rules = fc
    .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
    .chain((frequency) =>
      fc
        .tuple(fc.integer({ min: 1, max: 5 }), ...(dayParts[frequency] ?? []))
        .map(([interval, ...parts]) => `FREQ=${frequency};INTERVAL=${interval}${parts.join('')}`),
    );
  const starts = fc.integer({ min: 0, max: 3_000_000 }).map((n) => new Date(Date.UTC(2024, 0, 1) + n * 60_000));

  it('has the same occurrences', () => {
    fc.assert(
      fc.property(rules, starts, (text, since) => {
        const until = new Date(since.getTime() + 6 * 366 * 86_400_000);
        const oracle = new RRule({ ...RRule.parseString(text), dtstart: since, until, count: 8 }, true).all();
        const expected = oracle.map((date) => date.toISOString().slice(0, 16));
        const found = first(8, text, since.toISOString()).filter((time) => time <= until.toISOString().slice(0, 16));
        expect(found, `${text} since ${since.toISOString()}`).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('goes on from any moment as if it had been counted from the start', () => {
    fc.assert(
      fc.property(rules, starts, fc.integer({ min: 0, max: 5 }), (text, since, skipped) => {
        const all = first(8, text, since.toISOString());
        const from = all[skipped];
        if (from === undefined) return;
        expect(first(8 - skipped, text, since.toISOString(), { from: `${from}Z` })).toEqual(all.slice(skipped));
      }),
      { numRuns: 200 },
    );
  });
});

describe('weeks of a year', () => {
  it('are those of ISO 8601, on the weekday of the start', () => {
    expect(first(3, 'FREQ=YEARLY;BYWEEKNO=1', '2026-12-31T06:00Z')).toEqual([
      '2027-01-07T06:00',
      '2028-01-06T06:00',
      '2029-01-04T06:00',
    ]);
    expect(first(2, 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12T09:00Z')).toEqual([
      '1997-05-12T09:00',
      '1998-05-11T09:00',
    ]);
    expect(first(2, 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO', '2026-01-01T09:00Z')).toEqual([
      '2026-12-28T09:00',
      '2032-12-27T09:00',
    ]);
  });
});

describe('clocks that are changed', () => {
  it('keep the time of day', () => {
    expect(first(3, 'FREQ=DAILY;BYHOUR=6;BYMINUTE=0', '2027-03-27T00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2027-03-27T05:00',
      '2027-03-28T04:00',
      '2027-03-29T04:00',
    ]);
  });

  it('move a time that they skip, and take the first of a time that they show twice', () => {
    const half = 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30';
    expect(first(2, half, '2027-03-28T00:00Z', { timeZone: 'Europe/Berlin' })[0]).toBe('2027-03-28T01:30');
    expect(first(2, half, '2026-10-24T12:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('do not change how long hours are', () => {
    expect(first(4, 'FREQ=HOURLY', '2026-10-24T23:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-10-24T23:00',
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
    ]);
  });
});

describe('hours and minutes', () => {
  it('can be kept to some days and hours', () => {
    const text = 'FREQ=MINUTELY;INTERVAL=20;BYDAY=MO;BYHOUR=8,9';
    expect(first(7, text, '2026-11-20T00:05Z')).toEqual(
      ['23T08:05', '23T08:25', '23T08:45', '23T09:05', '23T09:25', '23T09:45', '30T08:05'].map((t) => `2026-11-${t}`),
    );
    expect(first(2, 'FREQ=HOURLY;INTERVAL=12;BYMONTHDAY=-1', '2026-11-20T00:00Z')).toEqual([
      '2026-11-30T00:00',
      '2026-11-30T12:00',
    ]);
  });

  it('are found at once long after the start', () => {
    expect(first(1, 'FREQ=MINUTELY;INTERVAL=7', '1990-01-01T00:00Z', { from: '2026-11-21T15:00Z' })).toHaveLength(1);
  });
});

describe('ends', () => {
  it('come with the count, wherever one begins to look', () => {
    expect(first(9, 'FREQ=DAILY;COUNT=3', '2026-11-21T06:00Z')).toHaveLength(3);
    expect(first(9, 'FREQ=DAILY;COUNT=3', '2026-11-21T06:00Z', { from: '2026-11-23T00:00Z' })).toHaveLength(1);
    expect(first(9, 'FREQ=HOURLY;COUNT=3', '2026-11-21T06:00Z', { from: '2026-11-21T07:30Z' })).toHaveLength(1);
  });

  it('come with the last time, in UTC, in the zone, or with the end of a day', () => {
    const since = '2026-11-21T05:00Z';
    const zone = { timeZone: 'Europe/Berlin' };
    expect(first(9, 'FREQ=DAILY;UNTIL=20261122T050000Z', since, zone)).toHaveLength(2);
    expect(first(9, 'FREQ=DAILY;UNTIL=20261122T055900', since, zone)).toHaveLength(1);
    expect(first(9, 'FREQ=DAILY;UNTIL=20261122', since, zone)).toHaveLength(2);
  });

  it('come at once when a rule never happens, whatever it is', () => {
    for (const text of [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=HOURLY;INTERVAL=24;BYHOUR=5',
      'FREQ=MINUTELY;INTERVAL=60;BYMINUTE=7',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300',
    ]) {
      expect(first(1, text, '2026-11-21T06:00Z'), text).toEqual([]);
    }
  });
});
