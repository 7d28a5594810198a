import { type Day, dayNumber } from '../dsl/sections/calendar.ts';

/** How often a rule of RFC 5545 repeats. Seconds are not offered. */
export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'HOURLY' | 'MINUTELY';

/** A recurrence rule (RFC 5545, 3.3.10). Weekdays count from Monday, 0. Lists that the rule does not have are empty. */
export interface RecurrenceRule {
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** The last minute that counts, in minutes since 1970 as clocks show it, in UTC or in the schedule's zone. */
  until: { minutes: number; isUtc: boolean } | null;
  weekStart: number;
  months: readonly number[];
  weeks: readonly number[];
  yearDays: readonly number[];
  monthDays: readonly number[];
  days: readonly { ordinal: number | null; weekday: number }[];
  hours: readonly number[];
  minutes: readonly number[];
  positions: readonly number[];
}

export type RuleResult = { ok: true; rule: RecurrenceRule } | { ok: false; problem: string };

const frequencies: readonly string[] = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY'];
const weekdays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const mostOccurrences = 10_000;

/** The lists of numbers: their field, the largest number, and whether zero and negative ones make sense. */
const lists = {
  BYMONTH: { field: 'months', from: 1, to: 12, signed: false },
  BYWEEKNO: { field: 'weeks', from: 1, to: 53, signed: true },
  BYYEARDAY: { field: 'yearDays', from: 1, to: 366, signed: true },
  BYMONTHDAY: { field: 'monthDays', from: 1, to: 31, signed: true },
  BYHOUR: { field: 'hours', from: 0, to: 23, signed: false },
  BYMINUTE: { field: 'minutes', from: 0, to: 59, signed: false },
  BYSETPOS: { field: 'positions', from: 1, to: 366, signed: true },
} as const;

const known: readonly string[] = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(lists)];

class RuleFault extends Error {}

/** Reads `FREQ=WEEKLY;BYDAY=MO,WE`, with or without `RRULE:` before it, or says what is wrong with it. */
export function readRule(text: string): RuleResult {
  try {
    const rule = toRule(partsOf(text));
    checkTogether(rule);
    return { ok: true, rule };
  } catch (fault) {
    if (fault instanceof RuleFault) return { ok: false, problem: fault.message };
    throw fault;
  }
}

function partsOf(text: string): Map<string, string> {
  const written = text.trim().replace(/^RRULE:/i, '');
  if (written === '') throw new RuleFault('The rule is empty. For example: FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=6.');
  if (/[\r\n:]/.test(written)) {
    throw new RuleFault('The rule is one line, without DTSTART or EXDATE: it counts from the start of the schedule.');
  }
  const parts = new Map<string, string>();
  for (const part of written.split(';').filter((each) => each !== '')) {
    const [name = '', value, ...more] = part.toUpperCase().split('=');
    if (value === undefined || value === '' || more.length > 0) {
      throw new RuleFault(`"${part}" is not NAME=VALUE.`);
    }
    if (name === 'BYSECOND') throw new RuleFault('BYSECOND is not offered: schedules count in minutes.');
    if (!known.includes(name)) throw new RuleFault(`"${name}" is not part of a rule. Parts are: ${known.join(', ')}.`);
    if (parts.has(name)) throw new RuleFault(`"${name}" is there twice.`);
    parts.set(name, value);
  }
  return parts;
}

function toRule(parts: ReadonlyMap<string, string>): RecurrenceRule {
  const frequency = parts.get('FREQ');
  if (frequency === undefined || !frequencies.includes(frequency)) {
    throw new RuleFault(
      `The rule needs FREQ, one of ${frequencies.join(', ')}${frequency === undefined ? '' : `; it has "${frequency}"`}.`,
    );
  }
  const numbers = (name: keyof typeof lists): number[] => numbersOf(name, parts.get(name));
  const weekStart = parts.get('WKST');
  if (weekStart !== undefined && !weekdays.includes(weekStart)) throw new RuleFault(weekdayProblem('WKST', weekStart));
  return {
    frequency: frequency as Frequency,
    interval: wholeOf('INTERVAL', parts.get('INTERVAL'), 1_000_000) ?? 1,
    count: wholeOf('COUNT', parts.get('COUNT'), mostOccurrences),
    until: untilOf(parts.get('UNTIL')),
    weekStart: weekStart === undefined ? 0 : weekdays.indexOf(weekStart),
    months: numbers('BYMONTH'),
    weeks: numbers('BYWEEKNO'),
    yearDays: numbers('BYYEARDAY'),
    monthDays: numbers('BYMONTHDAY'),
    days: daysOf(parts.get('BYDAY')),
    hours: numbers('BYHOUR'),
    minutes: numbers('BYMINUTE'),
    positions: numbers('BYSETPOS'),
  };
}

function wholeOf(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new RuleFault(`"${name}=${text}": it is a whole number from 1 to ${most}.`);
}

function numbersOf(name: keyof typeof lists, text: string | undefined): number[] {
  if (text === undefined) return [];
  const { from, to, signed } = lists[name];
  const values = text.split(',').map((item) => {
    const size = Math.abs(Number(item));
    const isNumber = (signed ? /^[+-]?\d+$/ : /^\d+$/).test(item);
    if (isNumber && size >= from && size <= to) return Number(item);
    const range = signed
      ? `from ${from} to ${to}, or from -${to} to -${from} counted from the end`
      : `from ${from} to ${to}`;
    throw new RuleFault(`"${name}=${text}": "${item}" is not a number ${range}.`);
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

function daysOf(text: string | undefined): RecurrenceRule['days'] {
  if (text === undefined) return [];
  return text.split(',').map((item) => {
    const [, ordinal, weekday = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
    const number = ordinal === undefined ? null : Number(ordinal);
    if (!weekdays.includes(weekday) || number === 0 || Math.abs(number ?? 1) > 53) {
      throw new RuleFault(weekdayProblem('BYDAY', item));
    }
    return { ordinal: number, weekday: weekdays.indexOf(weekday) };
  });
}

function weekdayProblem(name: string, item: string): string {
  const numbered = name === 'BYDAY' ? ', with a number before it in months and years (1MO, -1FR)' : '';
  return `"${name}" has "${item}", which is no weekday. Weekdays are ${weekdays.join(', ')}${numbered}.`;
}

function untilOf(text: string | undefined): RecurrenceRule['until'] {
  if (text === undefined) return null;
  const [, year, month, day, time, hour, minute, zone] =
    /^(\d{4})(\d\d)(\d\d)(T([01]\d|2[0-3])([0-5]\d)\d\d(Z)?)?$/.exec(text) ?? [];
  const date: Day = { year: Number(year), month: Number(month), day: Number(day) };
  const days = year === undefined ? null : dayNumber(date);
  if (days === null) throw new RuleFault(`"UNTIL=${text}" is not a day (20271231) or a time (20271231T235900Z).`);
  const minutes = time === undefined ? 24 * 60 - 1 : Number(hour) * 60 + Number(minute);
  return { minutes: days * 24 * 60 + minutes, isUtc: zone !== undefined };
}

/** What RFC 5545 does not let stand together, and what would have to be counted in ways that nobody expects. */
function checkTogether(rule: RecurrenceRule): void {
  const { frequency } = rule;
  if (rule.count !== null && rule.until !== null) throw new RuleFault('A rule has COUNT or UNTIL, not both.');
  const refuse = (isThere: boolean, name: string, allowed: string): void => {
    if (isThere) throw new RuleFault(`${name} goes with FREQ=${allowed} only; the rule has FREQ=${frequency}.`);
  };
  const isShort = frequency === 'HOURLY' || frequency === 'MINUTELY';
  const hasOrdinal = rule.days.some(({ ordinal }) => ordinal !== null);
  refuse(rule.weeks.length > 0 && frequency !== 'YEARLY', 'BYWEEKNO', 'YEARLY');
  refuse(rule.yearDays.length > 0 && frequency !== 'YEARLY', 'BYYEARDAY', 'YEARLY');
  refuse(
    rule.monthDays.length > 0 && frequency === 'WEEKLY',
    'BYMONTHDAY',
    'YEARLY, MONTHLY, DAILY, HOURLY or MINUTELY',
  );
  refuse(hasOrdinal && frequency !== 'YEARLY' && frequency !== 'MONTHLY', 'A number in BYDAY', 'YEARLY or MONTHLY');
  refuse(rule.positions.length > 0 && isShort, 'BYSETPOS', 'YEARLY, MONTHLY, WEEKLY or DAILY');
  refuse(rule.minutes.length > 0 && frequency === 'HOURLY', 'BYMINUTE', 'YEARLY, MONTHLY, WEEKLY, DAILY or MINUTELY');
  if (hasOrdinal && rule.weeks.length > 0) throw new RuleFault('A number in BYDAY does not go with BYWEEKNO.');
}
