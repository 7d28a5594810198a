import type { ScheduleTimes, ScheduleView } from '../../server/api/contract.ts';
import { toLocal, toMoment } from './schedule-text.ts';

/** When a schedule runs, as it stands in its form. */
export interface TypedTimes {
  kind: ScheduleTimes['kind'];
  rule: string;
  timeZone: string;
  /** As `datetime-local` fields have them. */
  since: string;
  until: string;
}

/** Every day at six, in the person's own time zone. */
export function emptyTimes(timeZone: string): TypedTimes {
  return { kind: 'cron', rule: '0 6 * * *', timeZone, since: '', until: '' };
}

/** An example of each kind of rule, to begin with. */
export const exampleRules = { cron: '0 6 * * *', rrule: 'FREQ=WEEKLY;BYDAY=MO,TH', at: '' } as const;

/** What is sent; null while there is nothing to go by. */
export function toTimes({ kind, rule, timeZone, since, until }: TypedTimes): ScheduleTimes | null {
  const from = toMoment(since);
  if (kind === 'at') return from === undefined ? null : { kind, since: from };
  if (rule.trim() === '') return null;
  const end = toMoment(until);
  return { kind, rule: rule.trim(), timeZone, ...(from && { since: from }), ...(end && { until: end }) };
}

type StoredTimes = Pick<ScheduleView, 'kind' | 'rule' | 'timeZone' | 'since' | 'until'>;

/** The times of a schedule, as they stand in its form. */
export function typedOf({ kind, rule, timeZone, since, until }: StoredTimes): TypedTimes {
  return { kind, rule: rule ?? '', timeZone, since: toLocal(since), until: until === null ? '' : toLocal(until) };
}

/** What is sent when a schedule is changed: nothing as long as its times are left as they were. */
export function timesChange(before: StoredTimes, typed: TypedTimes): Partial<ScheduleTimes> {
  if (JSON.stringify(typedOf(before)) === JSON.stringify(typed)) return {};
  const times = toTimes(typed);
  if (times === null) return {};
  const since = times.since ?? new Date().toISOString();
  return { ...times, since, rule: times.rule ?? null, until: times.until ?? null };
}
