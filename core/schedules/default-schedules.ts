import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import { dayNumber, dayOf } from '../dsl/sections/calendar.ts';
import type { BlueprintPlan } from '../plan/plan.ts';
import { occurrences } from './recurrence.ts';
import { readRule } from './rule.ts';
import { minuteMs } from './zoned.ts';

/** A schedule that a blueprint gives to its deployments. Moments are milliseconds since the epoch. */
export interface DefaultSchedule {
  name: string;
  workflow: string;
  parameters: JsonObject;
  /** `at`: once, at `since`. `rrule`: a rule of RFC 5545, counted from `since` in UTC. */
  kind: 'at' | 'rrule';
  rule: string | null;
  since: number;
  until: number | null;
  /** The first occurrence from the moment of reading on; null when there is none. */
  next: number | null;
  slip: number;
  stopOnFail: boolean;
  isEnabled: boolean;
  options: { force?: boolean; dryRun?: boolean; allowCustomParameters?: boolean; waitAfterFail?: number };
}

type SettingsOwner = Pick<BlueprintPlan, 'deployment_settings'> & { workflows: Readonly<Record<string, unknown>> };

/**
 * The schedules that a blueprint gives to a deployment of it that is made now (`default_schedules`, dsl.md section 11),
 * and what is wrong with the others. Times count from `now`, milliseconds, where they are written so; times without a
 * date are meant today, in UTC.
 */
export function readDefaultSchedules(
  plan: SettingsOwner,
  now: number,
): { schedules: DefaultSchedule[]; problems: string[] } {
  const schedules: DefaultSchedule[] = [];
  const problems: string[] = [];
  for (const [name, declared] of Object.entries(declaredIn(plan))) {
    if (!isJsonObject(declared)) continue;
    const workflow = textAt(declared, 'workflow') ?? '';
    const times = timesIn(declared, now);
    const wrong = [
      ...(Object.hasOwn(plan.workflows, workflow) ? [] : [`The blueprint has no workflow "${workflow}".`]),
      ...timeProblems(times),
    ];
    problems.push(...wrong.map((problem) => `The default schedule "${name}": ${problem}`));
    if (wrong.length === 0) schedules.push({ name, workflow, ...workIn(declared), ...times, next: nextOf(times, now) });
  }
  return { schedules, problems };
}

/** The names of default schedules that are not in the other plan, or are another there. */
export function changedDefaultSchedules(plan: SettingsOwner, other: SettingsOwner): Set<string> {
  const there = declaredIn(other);
  const changed = Object.entries(declaredIn(plan)).filter(
    ([name, declared]) => JSON.stringify(declared) !== JSON.stringify(there[name]),
  );
  return new Set(changed.map(([name]) => name));
}

type Times = Pick<DefaultSchedule, 'kind' | 'rule' | 'since' | 'until'>;

function declaredIn(plan: SettingsOwner): JsonObject {
  return objectAt(plan.deployment_settings, 'default_schedules');
}

function timeProblems({ rule, since, until }: Times): string[] {
  const read = rule === null ? null : readRule(rule);
  return [
    ...(Number.isNaN(since) ? ['Its start is not a time.'] : []),
    ...(until !== null && Number.isNaN(until) ? ['Its end is not a time.'] : []),
    ...(until !== null && until < since ? ['Its end is before its start.'] : []),
    ...(read === null || read.ok ? [] : [read.problem]),
  ];
}

function nextOf({ rule, since, until }: Times, now: number): number | null {
  const last = until ?? Number.POSITIVE_INFINITY;
  const read = rule === null ? null : readRule(rule);
  if (read === null) return since >= now && since <= last ? since : null;
  if (!read.ok) return null;
  const [first] = occurrences(read.rule, { since, timeZone: 'UTC' }, Math.max(now, since));
  return first !== undefined && first <= last ? first : null;
}

function workIn(declared: JsonObject): Omit<DefaultSchedule, 'name' | 'workflow' | 'next' | keyof Times> {
  const how = objectAt(declared, 'execution_arguments');
  const wait = how['wait_after_fail'];
  return {
    parameters: objectAt(declared, 'workflow_parameters'),
    slip: typeof declared['slip'] === 'number' ? declared['slip'] : 0,
    stopOnFail: declared['stop_after_fail'] === true,
    isEnabled: declared['default_enabled'] !== false,
    options: {
      ...(how['force'] === true ? { force: true } : {}),
      ...(how['is_dry_run'] === true ? { dryRun: true } : {}),
      ...(how['allow_custom_parameters'] === true ? { allowCustomParameters: true } : {}),
      ...(typeof wait === 'number' ? { waitAfterFail: wait } : {}),
    },
  };
}

function timesIn(declared: JsonObject, now: number): Times {
  const until = textAt(declared, 'until');
  const rule = ruleIn(declared);
  const since = momentIn(textAt(declared, 'since') ?? '', now);
  return {
    kind: rule === null ? 'at' : 'rrule',
    rule,
    since: rule === null ? since : Math.ceil(since / minuteMs) * minuteMs,
    until: until === null ? null : momentIn(until, now),
  };
}

const dayMs = 24 * 60 * minuteMs;

/** How a unit of time is written in a rule, and how much later so many of it are. */
const units: Record<string, { frequency: string; later(moment: number, count: number): number }> = {
  mi: { frequency: 'MINUTELY', later: (moment, count) => moment + count * minuteMs },
  h: { frequency: 'HOURLY', later: (moment, count) => moment + count * 60 * minuteMs },
  d: { frequency: 'DAILY', later: (moment, count) => moment + count * dayMs },
  w: { frequency: 'WEEKLY', later: (moment, count) => moment + count * 7 * dayMs },
  mo: { frequency: 'MONTHLY', later: monthsLater },
  y: { frequency: 'YEARLY', later: (moment, count) => monthsLater(moment, 12 * count) },
};

function unitOf(name: string) {
  return units[name.startsWith('m') ? name.slice(0, 2) : name.slice(0, 1)];
}

/** The same day of another month, or the last one where that is shorter. */
function monthsLater(moment: number, count: number): number {
  const number = Math.floor(moment / dayMs);
  const { year, month, day } = dayOf(number);
  const months = month - 1 + count;
  const target = { year: year + Math.floor(months / 12), month: (months % 12) + 1 };
  const days = [day, 30, 29, 28].flatMap((each) => (each > day ? [] : (dayNumber({ ...target, day: each }) ?? [])));
  return (days[0] ?? number) * dayMs + (moment - number * dayMs);
}

const timePattern = /^(?:(\d{4})-(\d\d?)-(\d\d?) )?(\d\d?):(\d\d?)(?::(\d\d?))?$/;

/** The moment of `+2 days +3 h`, `2027-01-31 06:00:00` or `06:00`; NaN when it is none of these. */
function momentIn(text: string, now: number): number {
  if (text.startsWith('+')) {
    const steps = [...text.matchAll(/\+(\d+) ?([a-z]+)/g)];
    return steps.reduce(
      (moment, [, count, name = '']) => unitOf(name)?.later(moment, Number(count)) ?? Number.NaN,
      now,
    );
  }
  const [, year, month, day, hour, minute, second = '0'] = timePattern.exec(text) ?? [];
  const days =
    year === undefined
      ? Math.floor(now / dayMs)
      : (dayNumber({ year: Number(year), month: Number(month), day: Number(day) }) ?? Number.NaN);
  return days * dayMs + (Number(hour) * 60 + Number(minute)) * minuteMs + Number(second) * 1000;
}

function ruleIn(declared: JsonObject): string | null {
  const [, interval, name] = /^(\d+) ?([a-z]+)/.exec(textAt(declared, 'recurrence') ?? '') ?? [];
  const unit = name === undefined ? undefined : unitOf(name);
  if (unit === undefined) return null;
  const weekdays = Array.isArray(declared['weekdays']) ? declared['weekdays'] : [];
  const days = weekdays.filter((day) => typeof day === 'string').map((day) => day.toUpperCase());
  const count = declared['count'];
  return [
    `FREQ=${unit.frequency};INTERVAL=${interval}`,
    ...(days.length > 0 ? [`BYDAY=${days.join(',')}`] : []),
    ...(typeof count === 'number' ? [`COUNT=${count}`] : []),
  ].join(';');
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value: Json = object[key] ?? null;
  return isJsonObject(value) ? value : {};
}

function textAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' ? value : null;
}
