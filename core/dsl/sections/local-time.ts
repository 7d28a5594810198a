import { type Day, dayNumber, dayOf } from './calendar.ts';

/** A day and time as calendars and clocks show it, without a zone. */
export interface LocalTime extends Day {
  hour: number;
  minute: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Whether the time zone database knows the name, e.g. `EST` or `Asia/Jerusalem`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment, in milliseconds since the epoch, at which clocks in a zone show a time. When they show it twice, or skip
 * it, because they are changed, winter time counts. Null when there is no such day or time.
 */
export function momentOf(local: LocalTime, timeZone: string): number | null {
  const days = dayNumber(local);
  if (days === null || local.hour > 23 || local.minute > 59) return null;
  const asUtc = days * day + local.hour * hour + local.minute * minute;
  const before = offsetAt(asUtc - day, timeZone);
  const after = offsetAt(asUtc + day, timeZone);
  const shown = [before, after].filter((offset) => offsetAt(asUtc - offset, timeZone) === offset);
  const offset = shown.length === 1 ? (shown[0] ?? before) : Math.min(before, after);
  return asUtc - offset;
}

/** The day in UTC at a moment. */
export function dayAt(moment: number): Day {
  return dayOf(Math.floor(moment / day));
}

/** `YYYY-MM-DD HH:MM:SS` in UTC. */
export function formatUtc(moment: number): string {
  const { year, month, day: date } = dayAt(moment);
  const inDay = moment - Math.floor(moment / day) * day;
  const time = [Math.floor(inDay / hour), Math.floor((inDay % hour) / minute), Math.floor((inDay % minute) / 1000)];
  return `${[digits(year, 4), digits(month, 2), digits(date, 2)].join('-')} ${time.map((part) => digits(part, 2)).join(':')}`;
}

/** How far clocks in a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const days = dayNumber({ year: part('year'), month: part('month'), day: part('day') }) ?? 0;
  const shown = days * day + part('hour') * hour + part('minute') * minute + part('second') * 1000;
  return shown - Math.floor(moment / 1000) * 1000;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
