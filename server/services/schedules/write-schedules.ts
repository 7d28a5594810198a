import { isDeepStrictEqual } from 'node:util';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import {
  deleteSchedule as deleteRow,
  insertSchedule,
  type ScheduleRow,
  updateSchedule,
} from '../../../db/repositories/schedule.ts';
import type { ScheduleOptions } from '../../../db/schema/execution.ts';
import type { FieldProblem, NewSchedule, ScheduleChange, ScheduleResult, ScheduleWork } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { nextOccurrences, readTimes, type Times } from './occurrences.ts';
import { requireSchedule } from './require-schedule.ts';
import { workProblems } from './work-problems.ts';

/** Makes a schedule, or says what is wrong with which field and changes nothing. */
export async function createSchedule(
  dependencies: ServiceDependencies,
  actor: Actor,
  given: NewSchedule,
): Promise<ScheduleResult> {
  return change(dependencies, actor, async (tx, now) => {
    const deployment = await findDeployment(tx, actor.tenant.id, given.deploymentId);
    if (deployment === null) throw notFound('deployment');
    const checked = checkTimes(given, now);
    const problems = [...checked.problems, ...(await workProblems({ ...dependencies, db: tx }, deployment, given))];
    if (checked.times === null || problems.length > 0) return refuse(problems);
    const id = dependencies.ids.uuid();
    const isNew = await insertSchedule(tx, {
      id,
      tenantId: actor.tenant.id,
      deploymentId: deployment.id,
      name: given.name,
      ...workColumns(given),
      ...timeColumns(checked.times, now),
      createdAt: now,
      createdBy: actor.email,
    });
    if (!isNew) {
      const message = `"${deployment.name}" has a schedule named "${given.name}" already. Choose another name.`;
      return refuse([{ field: 'name', message }]);
    }
    const detail = { id, schedule: given.name, deployment: deployment.name, workflow: given.workflow };
    return { result: { ok: true, id }, record: { action: 'schedules.create', target: given.name, detail } };
  });
}

/**
 * Changes a schedule, or says what is wrong with which field and changes nothing. Enabled anew it counts from now: what
 * its last execution came to has no say any more.
 */
export async function changeSchedule(
  dependencies: ServiceDependencies,
  actor: Actor,
  given: ScheduleChange,
): Promise<ScheduleResult> {
  return change(dependencies, actor, async (tx, now) => {
    const { row, deployment } = await requireSchedule(tx, actor, given.id);
    const whole = { ...writtenOf(row), ...withoutAbsent(given) };
    const checked = isRetimed(given) ? checkTimes(whole, now) : { times: null, problems: [] };
    const problems = [...checked.problems, ...(await workProblems({ ...dependencies, db: tx }, deployment, whole))];
    if (problems.length > 0) return refuse(problems);
    await updateSchedule(tx, row.id, {
      name: whole.name,
      ...workColumns(whole),
      ...(checked.times === null ? {} : timeColumns(checked.times, now)),
      ...(whole.enabled === true && !row.isEnabled ? { lastExecutionId: null } : {}),
    });
    const detail = {
      id: row.id,
      schedule: whole.name,
      deployment: deployment.name,
      changed: changedFields(writtenOf(row), whole),
      ...(given.enabled === undefined ? {} : { enabled: given.enabled }),
    };
    return { result: { ok: true, id: row.id }, record: { action: 'schedules.update', target: whole.name, detail } };
  });
}

/** Forgets a schedule; executions that it has started go on. */
export async function deleteSchedule(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const { row, deployment } = await requireSchedule(tx, actor, id);
    await deleteRow(tx, id);
    const detail = { id, schedule: row.name, deployment: deployment.name };
    return { result: undefined, record: { action: 'schedules.delete', target: row.name, detail } };
  });
}

/** The columns of checked times; the next occurrence is the first that is not before `now`. */
export function timeColumns(
  times: Times,
  now: Date,
): Pick<ScheduleRow, 'kind' | 'rule' | 'timeZone' | 'since' | 'until' | 'nextAt'> {
  const { kind, rule, timeZone, since, until } = times;
  const [next] = nextOccurrences(times, now.getTime(), 1);
  return {
    ...{ kind, rule, timeZone },
    since: new Date(since),
    until: until === null ? null : new Date(until),
    nextAt: next === undefined ? null : new Date(next),
  };
}

/** An occurrence that is due stays so when only something else is changed. */
function isRetimed(given: ScheduleChange): boolean {
  const fields = ['kind', 'rule', 'timeZone', 'since', 'until', 'enabled'] as const;
  return fields.some((field) => given[field] !== undefined);
}

function checkTimes(given: NewSchedule, now: Date): { times: Times | null; problems: FieldProblem[] } {
  const read = readTimes(given, now.getTime());
  if (!read.ok) return { times: null, problems: read.problems };
  if (given.enabled !== false && nextOccurrences(read.times, now.getTime(), 1).length === 0) {
    const field = given.kind === 'at' ? 'since' : 'rule';
    const message = given.kind === 'at' ? 'This time is over.' : 'This never happens between the start and the end.';
    return { times: null, problems: [{ field, message }] };
  }
  return { times: read.times, problems: [] };
}

function writtenOf(row: ScheduleRow): NewSchedule {
  const { deploymentId, name, workflow, parameters, kind, rule, timeZone, slip, stopOnFail } = row;
  return {
    ...{ deploymentId, name, workflow, parameters, kind, rule, timeZone, slip, stopOnFail, ...row.options },
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
    enabled: row.isEnabled,
  };
}

/** What differs afterwards, by field. */
function changedFields(before: NewSchedule, after: NewSchedule): string[] {
  const fields = Object.keys(after) as (keyof NewSchedule)[];
  return fields.filter((field) => !isDeepStrictEqual(before[field] ?? null, after[field] ?? null));
}

function withoutAbsent(given: ScheduleChange): Partial<NewSchedule> {
  const { id: _, ...fields } = given;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The columns of what a schedule does. */
function workColumns(
  work: ScheduleWork & Pick<NewSchedule, 'enabled'>,
): Pick<ScheduleRow, 'workflow' | 'parameters' | 'slip' | 'stopOnFail' | 'options' | 'isEnabled'> {
  const { workflow, parameters = {}, slip = 0, stopOnFail = false, enabled: isEnabled = true } = work;
  return { workflow, parameters, slip, stopOnFail, options: optionsOf(work), isEnabled };
}

function optionsOf({
  force,
  dryRun,
  allowCustomParameters,
  waitAfterFail,
}: Omit<ScheduleWork, 'workflow'>): ScheduleOptions {
  return {
    ...(force === true ? { force } : {}),
    ...(dryRun === true ? { dryRun } : {}),
    ...(allowCustomParameters === true ? { allowCustomParameters } : {}),
    ...(waitAfterFail === undefined ? {} : { waitAfterFail }),
  };
}

function refuse(problems: FieldProblem[]): { result: ScheduleResult; record: null } {
  return { result: { ok: false, problems }, record: null };
}
