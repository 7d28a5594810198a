import { describe, expect, it } from 'vitest';
import { dayNumber, dayOf } from './calendar.ts';
import { dayAt, formatUtc, isTimeZone, type LocalTime, momentOf } from './local-time.ts';

describe('the calendar', () => {
  it.each([
    [{ year: 1970, month: 1, day: 1 }, 0],
    [{ year: 1969, month: 12, day: 31 }, -1],
    [{ year: 2000, month: 2, day: 29 }, 11_016],
    [{ year: 2024, month: 12, day: 31 }, 20_088],
    [{ year: 2100, month: 3, day: 1 }, 47_541],
  ])('%j is day %s', (day, number) => {
    expect(dayNumber(day)).toBe(number);
    expect(dayOf(number)).toEqual(day);
  });

  it.each([
    { year: 2023, month: 2, day: 29 },
    { year: 1900, month: 2, day: 29 },
    { year: 2023, month: 13, day: 1 },
    { year: 2023, month: 4, day: 31 },
    { year: 2023, month: 0, day: 1 },
  ])('%j is none', (day) => {
    expect(dayNumber(day)).toBeNull();
  });

  it('counts every day of centuries', () => {
    for (let number = -40_000; number < 60_000; number += 7) expect(dayNumber(dayOf(number))).toBe(number);
  });
});

describe('a time in a zone', () => {
  const at = (time: Partial<LocalTime>, zone: string) => {
    const moment = momentOf({ year: 2035, month: 1, day: 1, hour: 12, minute: 0, ...time }, zone);
    return moment === null ? null : formatUtc(moment);
  };

  it.each<[Partial<LocalTime>, string, string | null]>([
    [{}, 'UTC', '2035-01-01 12:00:00'],
    [{ hour: 19, minute: 30 }, 'EST', '2035-01-02 00:30:00'],
    [{}, 'Asia/Kolkata', '2035-01-01 06:30:00'],
    [{ year: 2020, month: 7 }, 'Europe/Berlin', '2020-07-01 10:00:00'],
    // Shown twice, and not at all: winter time counts.
    [{ year: 2020, month: 10, day: 25, hour: 2, minute: 30 }, 'Europe/Berlin', '2020-10-25 01:30:00'],
    [{ year: 2020, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin', '2020-03-29 01:30:00'],
    [{ hour: 24 }, 'UTC', null],
    [{ month: 2, day: 30 }, 'UTC', null],
  ])('%j in %s is %s', (time, zone, utc) => {
    expect(at(time, zone)).toBe(utc);
  });

  it('knows the zones of the database and nothing else', () => {
    expect(['UTC', 'EST', 'Asia/Jerusalem'].every(isTimeZone)).toBe(true);
    expect(['', '+05:00', 'Mars/Olympus'].some(isTimeZone)).toBe(false);
  });

  it('tells the day of a moment', () => {
    expect(dayAt(-1)).toEqual({ year: 1969, month: 12, day: 31 });
  });
});
