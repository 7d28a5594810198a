import { type Day, dayNumber, dayOf } from '../dsl/sections/calendar.ts';
import type { RecurrenceRule } from './rule.ts';

/** Days are counted from 1970-01-01, a Thursday. `end` is the first day after it. */
export interface Period {
  start: number;
  end: number;
}

/** Monday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The period with a number, of those that a rule of years, months, weeks or days looks at, counted from the one of `first`. */
export function periodAt(rule: RecurrenceRule, first: number, number: number): Period {
  const step = number * rule.interval;
  if (rule.frequency === 'DAILY') return { start: first + step, end: first + step + 1 };
  if (rule.frequency === 'WEEKLY') {
    const start = first - ((weekdayOf(first) - rule.weekStart + 7) % 7) + 7 * step;
    return { start, end: start + 7 };
  }
  const { year, month } = dayOf(first);
  if (rule.frequency === 'YEARLY') return { start: firstOf(year + step, 1), end: firstOf(year + step + 1, 1) };
  return { start: firstOf(year, month + step), end: firstOf(year, month + step + 1) };
}

/** The number of a period that is not after `day`, and not many before it. */
export function periodNumberBefore(rule: RecurrenceRule, first: number, day: number): number {
  const longest = { YEARLY: 366, MONTHLY: 31, WEEKLY: 7, DAILY: 1, HOURLY: 1, MINUTELY: 1 }[rule.frequency];
  return Math.max(0, Math.floor((day - first) / (longest * rule.interval)) - 1);
}

/** Months beyond December are those of the next years. */
function firstOf(year: number, month: number): number {
  const years = Math.floor((month - 1) / 12);
  return dayNumber({ year: year + years, month: month - years * 12, day: 1 }) ?? 0;
}

/** Whether a rule lets a day be, whatever its period; `first` is the day that the rule counts from. */
export function dayFilter(rule: RecurrenceRule, first: number): (day: number) => boolean {
  const { frequency, months, weeks, yearDays, monthDays, days } = withDefaults(rule, first);
  const ordinalsIn = frequency === 'YEARLY' && months.length === 0 ? yearOf : monthOf;
  return (day) => {
    const date = dayOf(day);
    if (months.length > 0 && !months.includes(date.month)) return false;
    if (monthDays.length > 0 && !countsIn(monthDays, day, monthOf(date))) return false;
    if (yearDays.length > 0 && !countsIn(yearDays, day, yearOf(date))) return false;
    if (weeks.length > 0 && !isInWeeks(weeks, day, rule.weekStart)) return false;
    if (days.length === 0) return true;
    return days.some(
      ({ ordinal, weekday }) =>
        weekday === weekdayOf(day) && (ordinal === null || isNth(ordinal, day, ordinalsIn(date))),
    );
  };
}

/** Where a rule does not say which day of its period, it is that of the first one (RFC 5545, 3.3.10). */
function withDefaults(rule: RecurrenceRule, first: number): RecurrenceRule {
  const { month, day } = dayOf(first);
  const days = [{ ordinal: null, weekday: weekdayOf(first) }];
  if (rule.days.length > 0 || rule.monthDays.length > 0 || rule.yearDays.length > 0) return rule;
  if (rule.frequency === 'WEEKLY' || rule.weeks.length > 0) return { ...rule, days };
  if (rule.frequency === 'MONTHLY') return { ...rule, monthDays: [day] };
  if (rule.frequency !== 'YEARLY') return rule;
  return { ...rule, months: rule.months.length > 0 ? rule.months : [month], monthDays: [day] };
}

const monthOf = ({ year, month }: Day): Period => ({ start: firstOf(year, month), end: firstOf(year, month + 1) });
const yearOf = ({ year }: Day): Period => ({ start: firstOf(year, 1), end: firstOf(year + 1, 1) });

/** Whether the day is one of those with the given numbers in a period, from 1, or from -1 backwards. */
function countsIn(numbers: readonly number[], day: number, { start, end }: Period): boolean {
  return numbers.includes(day - start + 1) || numbers.includes(day - end);
}

/** Whether the day is the n-th of its weekday in a period. */
function isNth(ordinal: number, day: number, { start, end }: Period): boolean {
  const n = ordinal > 0 ? Math.floor((day - start) / 7) + 1 : -Math.floor((end - 1 - day) / 7) - 1;
  return n === ordinal;
}

/** The first week of a year is the first with at least four of its days; a day counts in its own calendar year only. */
function isInWeeks(weeks: readonly number[], day: number, weekStart: number): boolean {
  const { start, end } = yearOf(dayOf(day));
  const first = firstWeek(start, weekStart);
  const following = firstWeek(end, weekStart);
  if (day >= following) return weeks.includes(1);
  if (day >= first)
    return countsIn(weeks, (day - first - ((day - first) % 7)) / 7, { start: 0, end: (following - first) / 7 });
  const { start: before } = yearOf(dayOf(start - 1));
  const last = (first - firstWeek(before, weekStart)) / 7;
  return weeks.includes(last) || weeks.includes(-1);
}

function firstWeek(yearStart: number, weekStart: number): number {
  const into = (weekdayOf(yearStart) - weekStart + 7) % 7;
  return into <= 3 ? yearStart - into : yearStart - into + 7;
}
