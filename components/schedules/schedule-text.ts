import type { ScheduleView } from '../../server/api/contract.ts';

/** When a schedule runs, in words where there are some: "once, 31 Jan 2027, 06:00", "cron 0 6 * * * (UTC)". */
export function describeTimes({ kind, rule, since, timeZone }: ScheduleTimesText): string {
  if (kind === 'at') return `once, ${formatTime(since)}`;
  return `${kind === 'cron' ? 'cron' : 'rule'} ${rule ?? ''} (${timeZone})`;
}

type ScheduleTimesText = Pick<ScheduleView, 'kind' | 'rule' | 'since' | 'timeZone'>;

/** A moment on the reader's own clock. */
export function formatTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** What a person chose in a `datetime-local` field, by the browser's clock, as ISO 8601; undefined when nothing is chosen. */
export function toMoment(local: string): string | undefined {
  const time = new Date(local);
  return local === '' || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** A moment of ISO 8601 as a `datetime-local` field has it, by the browser's clock, to the minute. */
export function toLocal(at: string): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
