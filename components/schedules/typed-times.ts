import type { ScheduleTimes } from '../../server/api/contract.ts';
import { toMoment } from './schedule-text.ts';

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
