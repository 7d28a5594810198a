const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `at` as seen from `now`, both in milliseconds: "just now", "4 min ago", "2 h ago", "3 d ago", then a date. */
export function formatRelative(at: number, now: number): string {
  const age = now - at;
  if (age < 10 * second) return 'just now';
  if (age < minute) return `${Math.floor(age / second)} s ago`;
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < day) return `${Math.floor(age / hour)} h ago`;
  if (age < 30 * day) return `${Math.floor(age / day)} d ago`;
  return new Date(at).toISOString().slice(0, 10);
}

/** A finished stretch in milliseconds: "0.4 s", "12.3 s", "4 min 05 s", "2 h 03 min". */
export function formatDuration(ms: number): string {
  return ms < minute ? `${(Math.max(0, ms) / second).toFixed(1)} s` : formatElapsed(ms);
}

/** A running stretch in whole seconds, so that it does not flicker. */
export function formatElapsed(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < minute) return `${Math.floor(whole / second)} s`;
  if (whole < hour) return `${Math.floor(whole / minute)} min ${pad((whole % minute) / second)} s`;
  return `${Math.floor(whole / hour)} h ${pad((whole % hour) / minute)} min`;
}

function pad(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

/** The time of day where the person is, `14:05:09`; `at` in milliseconds. */
export function formatClock(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(':');
}

/** Date and time of day, `2030-01-31 14:05:09`, where the person is or in UTC; `at` in milliseconds. */
export function formatMoment(at: number, zone: 'local' | 'utc'): string {
  const time = new Date(zone === 'utc' ? at : at - new Date(at).getTimezoneOffset() * minute);
  return `${time.toISOString().slice(0, 19).replace('T', ' ')}${zone === 'utc' ? ' UTC' : ''}`;
}
