/** A date and time as calendars and clocks show it, without a zone. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const day = 86_400_000;

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
  const asUtc = utc(local);
  if (asUtc === null) return null;
  const before = offsetAt(asUtc - day, timeZone);
  const after = offsetAt(asUtc + day, timeZone);
  const shown = [before, after].filter((offset) => offsetAt(asUtc - offset, timeZone) === offset);
  const offset = shown.length === 1 ? (shown[0] ?? before) : Math.min(before, after);
  return asUtc - offset;
}

/** The calendar day in a zone at a moment. */
export function dayAt(moment: number, timeZone: string): Pick<LocalTime, 'year' | 'month' | 'day'> {
  const local = new Date(moment + offsetAt(moment, timeZone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** `YYYY-MM-DD HH:MM:SS` in UTC. */
export function formatUtc(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
}

function utc({ year, month, day: date, hour, minute }: LocalTime): number | null {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  moment.setUTCHours(hour, minute);
  const same = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date;
  return same && year >= 1 && hour < 24 && minute < 60 ? moment.getTime() : null;
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
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}
