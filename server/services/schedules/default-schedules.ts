import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Tx } from '../../../db/client.ts';
import { insertSchedule } from '../../../db/repositories/schedule.ts';
import type { FieldProblem, NewSchedule } from '../../api/contract.ts';
import { readTimes, type Times } from './occurrences.ts';
import { timeColumns, workColumns } from './write-schedules.ts';

/** A schedule that a blueprint gives to its deployments, with its times checked. */
export type DefaultSchedule = Omit<NewSchedule, 'deploymentId' | keyof Times> & { times: Times };

type SettingsOwner = { deployment_settings: JsonObject; workflows: Readonly<Record<string, unknown>> };

const minuteMs = 60_000;

/**
 * The schedules that a blueprint gives to a deployment of it that is made now (`default_schedules`, dsl.md section 11),
 * and what is wrong with them. Times count from `now`, milliseconds, where they are written so; times without a date
 * are meant today, in UTC.
 */
export function readDefaultSchedules(
  plan: SettingsOwner,
  now: number,
): { schedules: DefaultSchedule[]; problems: FieldProblem[] } {
  const schedules: DefaultSchedule[] = [];
  const problems: FieldProblem[] = [];
  for (const [name, declared] of Object.entries(objectAt(plan.deployment_settings, 'default_schedules'))) {
    if (!isJsonObject(declared)) continue;
    const tell = (message: string): void => {
      problems.push({ field: null, message: `The default schedule "${name}": ${message}` });
    };
    const workflow = textAt(declared, 'workflow') ?? '';
    if (!Object.hasOwn(plan.workflows, workflow)) tell(`The blueprint has no workflow "${workflow}".`);
    const read = readTimes(timesIn(declared, now), now);
    if (read.ok) schedules.push({ ...workIn(declared), name, workflow, times: read.times });
    else for (const { message } of read.problems) tell(message);
  }
  return { schedules, problems };
}

/** Stores the schedules of a new deployment. */
export async function addDefaultSchedules(
  tx: Tx,
  deployment: { id: string; tenantId: string; createdBy: string; createdAt: Date },
  given: { schedules: readonly DefaultSchedule[]; newId(): string },
): Promise<void> {
  for (const { times, name, ...work } of given.schedules) {
    await insertSchedule(tx, {
      ...{ id: given.newId(), tenantId: deployment.tenantId, deploymentId: deployment.id },
      ...{ name, ...workColumns(work), ...timeColumns(times, deployment.createdAt) },
      createdAt: deployment.createdAt,
      createdBy: deployment.createdBy,
    });
  }
}

function workIn(declared: JsonObject): Omit<DefaultSchedule, 'name' | 'workflow' | 'times'> {
  const how = objectAt(declared, 'execution_arguments');
  const wait = how['wait_after_fail'];
  return {
    parameters: objectAt(declared, 'workflow_parameters'),
    slip: typeof declared['slip'] === 'number' ? declared['slip'] : 0,
    stopOnFail: declared['stop_after_fail'] === true,
    enabled: declared['default_enabled'] !== false,
    force: how['force'] === true,
    dryRun: how['is_dry_run'] === true,
    allowCustomParameters: how['allow_custom_parameters'] === true,
    waitAfterFail: typeof wait === 'number' ? wait : undefined,
  };
}

function timesIn(declared: JsonObject, now: number): Parameters<typeof readTimes>[0] {
  const until = textAt(declared, 'until');
  const rule = ruleIn(declared);
  return {
    kind: rule === null ? 'at' : 'rrule',
    rule,
    since: momentIn(textAt(declared, 'since') ?? '', now),
    until: until === null ? null : momentIn(until, now),
  };
}

const units: Record<string, { frequency: string; step(date: Date, count: number): void }> = {
  mi: { frequency: 'MINUTELY', step: (date, n) => date.setTime(date.getTime() + n * minuteMs) },
  h: { frequency: 'HOURLY', step: (date, n) => date.setTime(date.getTime() + n * 60 * minuteMs) },
  d: { frequency: 'DAILY', step: (date, n) => date.setUTCDate(date.getUTCDate() + n) },
  w: { frequency: 'WEEKLY', step: (date, n) => date.setUTCDate(date.getUTCDate() + 7 * n) },
  mo: { frequency: 'MONTHLY', step: (date, n) => date.setUTCMonth(date.getUTCMonth() + n) },
  y: { frequency: 'YEARLY', step: (date, n) => date.setUTCFullYear(date.getUTCFullYear() + n) },
};

function unitOf(name: string) {
  return units[name.startsWith('m') ? name.slice(0, 2) : name.slice(0, 1)];
}

/** `+2 days +3 h`, `2027-01-31 06:00:00` or `06:00` as ISO 8601; anything else as it is. */
function momentIn(text: string, now: number): string {
  if (text.startsWith('+')) {
    const date = new Date(now);
    for (const [, count = '', name = ''] of text.matchAll(/\+(\d+) ?([a-z]+)/g))
      unitOf(name)?.step(date, Number(count));
    return date.toISOString();
  }
  const [day, time = text] = text.includes('-') ? text.split(' ') : [new Date(now).toISOString().slice(0, 10)];
  return `${day}T${time}Z`;
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
