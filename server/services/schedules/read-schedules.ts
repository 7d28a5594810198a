import type { NamedExecution } from '../../../db/repositories/execution.ts';
import { listLastScheduled, listSchedules as listRows, type NamedSchedule } from '../../../db/repositories/schedule.ts';
import type { OccurrencesResult, ScheduleTimes, ScheduleView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { toExecutionSummary } from '../executions/execution-view.ts';
import { notFound } from '../not-found.ts';
import { nextOccurrences, readTimes, type Times } from './occurrences.ts';

/** How many coming occurrences are shown. */
const shown = 5;

/** The schedules of the tenant, or of one deployment. */
export async function listSchedules(
  dependencies: Pick<ServiceDependencies, 'db' | 'clock'>,
  actor: Actor,
  filter: { deploymentId?: string | undefined },
): Promise<ScheduleView[]> {
  return readViews(dependencies, { tenantId: actor.tenant.id, ...filter });
}

export async function getSchedule(
  dependencies: Pick<ServiceDependencies, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<ScheduleView> {
  const [view] = await readViews(dependencies, { tenantId: actor.tenant.id, id });
  if (view === undefined) throw notFound('schedule');
  return view;
}

/** When a schedule that is being written would occur next, or what is wrong with it. */
export function showOccurrences(
  { clock }: Pick<ServiceDependencies, 'clock'>,
  given: ScheduleTimes,
): OccurrencesResult {
  const read = readTimes(given, clock.now());
  if (!read.ok) return read;
  return { ok: true, next: nextOccurrences(read.times, clock.now(), shown).map(toIso) };
}

/** When the schedule occurs, as it is stored. */
export function timesOf(row: Pick<NamedSchedule, 'kind' | 'rule' | 'timeZone' | 'since' | 'until'>): Times {
  const { kind, rule, timeZone } = row;
  return { kind, rule, timeZone, since: row.since.getTime(), until: row.until?.getTime() ?? null };
}

async function readViews(
  { db }: Pick<ServiceDependencies, 'db'>,
  filter: Parameters<typeof listRows>[1],
): Promise<ScheduleView[]> {
  const rows = await listRows(db, filter);
  const executions = await listLastScheduled(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toView(row, executions.get(row.id)));
}

function toView(row: NamedSchedule, last: NamedExecution | undefined): ScheduleView {
  const { id, deploymentId, deploymentName, name, workflow, parameters, kind, rule, timeZone, slip, stopOnFail } = row;
  const { force = false, dryRun = false, allowCustomParameters = false, waitAfterFail = null } = row.options;
  return {
    ...{ id, deploymentId, deploymentName, name, workflow, parameters, kind, rule, timeZone, slip, stopOnFail },
    ...{ force, dryRun, allowCustomParameters, waitAfterFail },
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
    enabled: row.isEnabled,
    next:
      row.isEnabled && row.nextAt !== null ? nextOccurrences(timesOf(row), row.nextAt.getTime(), shown).map(toIso) : [],
    lastExecution: last === undefined ? null : toExecutionSummary(last),
    lastMiss: row.lastMiss,
    createdBy: row.createdBy,
  };
}

function toIso(moment: number): string {
  return new Date(moment).toISOString();
}
