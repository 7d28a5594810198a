import { Cron } from 'croner';
import { nearestName } from '../../../core/diagnostics/nearest.ts';
import { isTimeZone } from '../../../core/dsl/sections/local-time.ts';
import { occurrences } from '../../../core/schedules/recurrence.ts';
import { readRule } from '../../../core/schedules/rule.ts';
import type { FieldProblem, ScheduleTimes } from '../../api/contract.ts';
import { cronProblem } from './cron-problem.ts';

/** When something occurs, checked. Moments are milliseconds since the epoch. */
export interface Times {
  kind: 'at' | 'cron' | 'rrule';
  rule: string | null;
  timeZone: string;
  since: number;
  until: number | null;
}

const minuteMs = 60_000;

/** Checks what a person has written. `cron` and `rrule` begin at a whole minute. `now`: milliseconds. */
export function readTimes(
  given: ScheduleTimes,
  now: number,
): { ok: true; times: Times } | { ok: false; problems: FieldProblem[] } {
  const { kind, rule = null, timeZone = 'UTC' } = given;
  const problems: FieldProblem[] = [];
  const since = given.since === undefined ? now : Date.parse(given.since);
  const until = given.until === undefined || given.until === null ? null : Date.parse(given.until);
  if (!isTimeZone(timeZone)) problems.push({ field: 'timeZone', message: timeZoneProblem(timeZone) });
  for (const [field, moment] of [
    ['since', since],
    ['until', until ?? 0],
  ] as const) {
    if (Number.isNaN(moment))
      problems.push({ field, message: 'This is not a time. For example: 2027-01-31T06:00:00Z.' });
  }
  if (until !== null && until < since) problems.push({ field: 'until', message: 'The end is before the start.' });
  const wrong = ruleProblem(kind, rule);
  if (wrong !== null) problems.push({ field: 'rule', message: wrong });
  if (problems.length > 0) return { ok: false, problems };
  if (kind === 'at') return { ok: true, times: { kind, rule: null, timeZone, since, until } };
  return { ok: true, times: { kind, rule, timeZone, since: Math.ceil(since / minuteMs) * minuteMs, until } };
}

/** At most `count` occurrences that are not before `from`, in order. The times are checked. */
export function nextOccurrences(times: Times, from: number, count: number): number[] {
  const found: number[] = [];
  for (const moment of occurrencesOf(times, Math.max(from, times.since))) {
    if (found.length >= count || (times.until !== null && moment > times.until)) break;
    found.push(moment);
  }
  return found;
}

function* occurrencesOf({ kind, rule, timeZone, since }: Times, from: number): Iterable<number> {
  if (kind === 'at') {
    if (since >= from) yield since;
  } else if (kind === 'rrule') {
    const read = readRule(rule ?? '');
    if (read.ok) yield* occurrences(read.rule, { since, timeZone }, from);
  } else {
    const cron = new Cron(rule ?? '', { timezone: timeZone, mode: '5-part', paused: true });
    // The library gives what comes after a moment.
    for (let next = cron.nextRun(new Date(from - 1)); next !== null; next = cron.nextRun(next)) {
      if (next.getTime() >= from) yield next.getTime();
    }
  }
}

function ruleProblem(kind: ScheduleTimes['kind'], rule: string | null): string | null {
  if (kind === 'at') return rule === null ? null : 'A schedule that starts once has no rule.';
  if (rule === null || rule.trim() === '') {
    return kind === 'cron'
      ? 'A cron schedule needs a rule of five fields, e.g. "0 6 * * 1-5".'
      : 'A repeating schedule needs a rule, e.g. FREQ=WEEKLY;BYDAY=MO.';
  }
  if (kind === 'cron') return cronProblem(rule);
  const read = readRule(rule);
  return read.ok ? null : read.problem;
}

function timeZoneProblem(name: string): string {
  const near = nearestName(name, Intl.supportedValuesOf('timeZone'));
  const hint = near === null ? 'For example: Europe/Berlin.' : `Did you mean ${near}?`;
  return `There is no time zone "${name.slice(0, 100)}". ${hint}`;
}
