import { dayOf } from '../dsl/sections/calendar.ts';
import { dayFilter, type Period, periodAt, periodNumberBefore, weekdayOf } from './periods.ts';
import type { RecurrenceRule } from './rule.ts';
import { localAt, minuteMs, momentAt } from './zoned.ts';

const dayMinutes = 24 * 60;
/** What happens less often than that counts as never. */
const horizonDays = 30 * 366;

export interface RecurrenceStart {
  /** Milliseconds since the epoch, a whole minute. The first occurrence is not before it. */
  since: number;
  timeZone: string;
}

/**
 * The occurrences of a rule that are not before `from`, in order, in milliseconds since the epoch. Years to days are
 * counted as clocks in the zone show them, so that "at six" stays at six when clocks are changed; hours and minutes are
 * counted as they pass. Ends when the rule does, and when nothing happens for thirty years.
 */
export function* occurrences(rule: RecurrenceRule, start: RecurrenceStart, from: number): Iterable<number> {
  const isShort = rule.frequency === 'HOURLY' || rule.frequency === 'MINUTELY';
  const all = isShort ? passing(rule, start, from) : shown(rule, start, from);
  const last = lastMoment(rule, start.timeZone);
  let count = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const moment of all) {
    if (moment > last || (rule.count !== null && count >= rule.count)) return;
    // Two times that clocks show can be one moment, when one of them is skipped.
    if (moment <= before) continue;
    count++;
    before = moment;
    if (moment >= from) yield moment;
  }
}

function lastMoment({ until }: RecurrenceRule, timeZone: string): number {
  if (until === null) return Number.POSITIVE_INFINITY;
  return until.isUtc ? until.minutes * minuteMs : momentAt(until.minutes, timeZone);
}

/** Occurrences of a rule of years, months, weeks or days. */
function* shown(rule: RecurrenceRule, { since, timeZone }: RecurrenceStart, from: number): Iterable<number> {
  const sinceLocal = localAt(since, timeZone);
  const first = Math.floor(sinceLocal / dayMinutes);
  const target = Math.floor(Math.max(localAt(from, timeZone), sinceLocal) / dayMinutes);
  const isAllowed = dayFilter(rule, first);
  const times = timesOf(rule, sinceLocal - first * dayMinutes);
  // What is counted has to be counted from the beginning.
  let number = rule.count === null ? periodNumberBefore(rule, first, target - 2) : 0;
  let lastSeen = Math.max(target, first);
  for (;;) {
    const period = periodAt(rule, first, number);
    if (period.start > lastSeen + horizonDays) return;
    for (const local of timesIn(period, isAllowed, { times, positions: rule.positions })) {
      if (local < sinceLocal) continue;
      lastSeen = Math.max(lastSeen, period.start);
      yield momentAt(local, timeZone);
    }
    number++;
  }
}

function timesOf(rule: RecurrenceRule, ofStart: number): number[] {
  const hours = rule.hours.length > 0 ? rule.hours : [Math.floor(ofStart / 60)];
  const minutes = rule.minutes.length > 0 ? rule.minutes : [ofStart % 60];
  return hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
}

function* timesIn(
  { start, end }: Period,
  isAllowed: (day: number) => boolean,
  { times, positions }: { times: readonly number[]; positions: readonly number[] },
): Iterable<number> {
  const days = Array.from({ length: end - start }, (_, place) => start + place).filter(isAllowed);
  if (positions.length === 0) {
    for (const day of days) for (const time of times) yield day * dayMinutes + time;
    return;
  }
  const size = days.length * times.length;
  const chosen = positions
    .map((position) => (position > 0 ? position - 1 : size + position))
    .filter((place) => place >= 0 && place < size);
  for (const place of [...new Set(chosen)].sort((a, b) => a - b)) {
    const day = days[Math.floor(place / times.length)] ?? 0;
    yield day * dayMinutes + (times[place % times.length] ?? 0);
  }
}

/** Occurrences of a rule of hours or minutes. */
function* passing(rule: RecurrenceRule, { since, timeZone }: RecurrenceStart, from: number): Iterable<number> {
  const step = rule.interval * (rule.frequency === 'HOURLY' ? 60 : 1) * minuteMs;
  let number = rule.count === null ? Math.max(0, Math.ceil((from - since) / step)) : 0;
  let lastSeen = Math.max(from, since);
  for (;;) {
    const moment = since + number * step;
    if (moment > lastSeen + horizonDays * dayMinutes * minuteMs) return;
    const wait = minutesUntilAllowed(rule, localAt(moment, timeZone));
    if (wait === 0) {
      lastSeen = moment;
      yield moment;
    }
    number += Math.max(1, Math.floor((wait * minuteMs) / step));
  }
}

/** 0: the time is allowed. Otherwise no time is that is fewer minutes away. */
function minutesUntilAllowed(rule: RecurrenceRule, local: number): number {
  const day = Math.floor(local / dayMinutes);
  const inDay = local - day * dayMinutes;
  const date = dayOf(day);
  const isDay =
    (rule.months.length === 0 || rule.months.includes(date.month)) &&
    (rule.monthDays.length === 0 || isMonthDay(rule.monthDays, day)) &&
    (rule.days.length === 0 || rule.days.some(({ weekday }) => weekday === weekdayOf(day)));
  // Clocks may be put forward by then.
  if (!isDay) return Math.max(1, dayMinutes - inDay - 180);
  if (rule.hours.length > 0 && !rule.hours.includes(Math.floor(inDay / 60))) return Math.max(1, 60 - (inDay % 60) - 30);
  return rule.minutes.length > 0 && !rule.minutes.includes(inDay % 60) ? 1 : 0;
}

function isMonthDay(numbers: readonly number[], day: number): boolean {
  const { month, day: number } = dayOf(day);
  const left = Array.from({ length: 31 }, (_, n) => n + 1).findIndex((n) => dayOf(day + n).month !== month) + 1;
  return numbers.includes(number) || numbers.includes(-left);
}
