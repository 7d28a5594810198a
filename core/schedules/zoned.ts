import { dayNumber } from '../dsl/sections/calendar.ts';

/* Times as clocks show them are minutes since 1970-01-01 00:00, as if the zone were UTC. Moments are milliseconds since the epoch. */

export const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at a moment. */
export function localAt(moment: number, timeZone: string): number {
  if (timeZone === 'UTC') return Math.floor(moment / minuteMs);
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const days = dayNumber({ year: part('year'), month: part('month'), day: part('day') }) ?? 0;
  return days * dayMinutes + part('hour') * 60 + part('minute');
}

/**
 * The moment at which clocks in a zone show a time: the first one when they show it twice, and counted from before the
 * change when they skip it (RFC 5545, 3.3.5).
 */
export function momentAt(local: number, timeZone: string): number {
  const before = offsetAt((local - dayMinutes) * minuteMs, timeZone);
  const after = offsetAt((local + dayMinutes) * minuteMs, timeZone);
  const [first] = [before, after]
    .map((offset) => (local - offset) * minuteMs)
    .filter((moment) => localAt(moment, timeZone) === local)
    .sort((a, b) => a - b);
  return first ?? (local - before) * minuteMs;
}

/** Minutes that clocks in a zone are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  return localAt(moment, timeZone) - Math.floor(moment / minuteMs);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
  formats.set(timeZone, format);
  return format;
}
