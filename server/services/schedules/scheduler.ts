import type { Tx } from '../../../db/client.ts';
import { isPassingFault, reasonOf } from '../../../db/database-fault.ts';
import { findExecutionEnd } from '../../../db/repositories/execution.ts';
import {
  lockDueSchedule,
  lockSchedule,
  type NamedSchedule,
  updateSchedule,
} from '../../../db/repositories/schedule.ts';
import { AppError } from '../../faults/app-error.ts';
import { recordAudit } from '../../security/audit.ts';
import { product, type ServiceDependencies } from '../dependencies.ts';
import { hasEnded } from '../executions/execution-view.ts';
import { nextOccurrences } from './occurrences.ts';
import { timesOf } from './read-schedules.ts';
import { startScheduled } from './start-scheduled.ts';

export type SchedulerDependencies = Pick<ServiceDependencies, 'db' | 'clock' | 'ids' | 'log' | 'workflows' | 'retries'>;

const minuteMs = 60_000;
/** How late an occurrence may be beyond its schedule's slip (runtime.md B.8). */
const graceMs = 60_000;
const lookEveryMs = 1_000;

/**
 * Looks for schedules whose time has come, every second. As many processes may do so as like: each occurrence is one
 * transaction that holds its schedule, so that it starts its workflow once or, when its process dies, is looked at anew.
 * The returned function ends it, after what is under way.
 */
export function startScheduler(dependencies: SchedulerDependencies): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  let trouble: string | null = null;
  const look = async (): Promise<void> => {
    const reason = await startDueSchedules(dependencies).then(() => null, reasonOf);
    if (reason !== null && reason !== trouble) {
      dependencies.log('warning', 'looking for due schedules fails and is repeated', { reason });
    }
    trouble = reason;
    isBusy = false;
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = look();
  }, lookEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Deals with every occurrence that is due now, one after the other. One that Gantry itself cannot start is left out, so
 * that it is in nobody's way. Rejects when the database is away.
 */
export async function startDueSchedules(dependencies: SchedulerDependencies): Promise<void> {
  for (let isMore = true; isMore; ) isMore = await dealWithNext(dependencies);
}

/** False: nothing is due. */
async function dealWithNext(dependencies: SchedulerDependencies): Promise<boolean> {
  const { db, clock } = dependencies;
  const now = clock.now();
  let found: NamedSchedule | null = null;
  try {
    await db.transaction(async (tx) => {
      found = await lockDueSchedule(tx, new Date(now));
      if (found !== null) await dealWith(tx, dependencies, { row: found, now });
    });
    return found !== null;
  } catch (fault) {
    if (found === null || isPassingFault(fault)) throw fault;
    const { id, tenantId } = found as NamedSchedule;
    const outcome = { kind: 'missed', reason: `Gantry could not start it: ${reasonOf(fault)}` } as const;
    await db.transaction(async (tx) => {
      // Somebody else may have looked at it meanwhile.
      if ((await lockSchedule(tx, { id, tenantId }))?.nextAt?.getTime() === found?.nextAt?.getTime()) {
        await record(tx, dependencies, { row: found as NamedSchedule, now, outcome });
      }
    });
    return true;
  }
}

/** `stop`: no other one follows until a person enables the schedule again. */
type Outcome = { kind: 'started'; execution: string } | { kind: 'missed' | 'stop'; reason: string };

async function dealWith(
  tx: Tx,
  dependencies: SchedulerDependencies,
  { row, now }: { row: NamedSchedule; now: number },
): Promise<void> {
  const due = row.nextAt?.getTime() ?? now;
  const isLate = due < earliestOf(row, now);
  const outcome = isLate
    ? ({ kind: 'missed', reason: tooLate(now - due) } as const)
    : await start(tx, dependencies, row);
  await record(tx, dependencies, { row, now, outcome });
}

/** An occurrence before this moment is too late. */
function earliestOf({ slip }: NamedSchedule, now: number): number {
  return now - slip * minuteMs - graceMs;
}

async function record(
  tx: Tx,
  dependencies: SchedulerDependencies,
  { row, now, outcome }: { row: NamedSchedule; now: number; outcome: Outcome },
): Promise<void> {
  const due = row.nextAt?.getTime() ?? now;
  const [next] = nextOccurrences(timesOf(row), Math.max(due + 1, earliestOf(row, now)), 1);
  await updateSchedule(tx, row.id, {
    nextAt: next === undefined ? null : new Date(next),
    ...(outcome.kind === 'started'
      ? { lastExecutionId: outcome.execution }
      : { lastMiss: { at: new Date(due).toISOString(), reason: outcome.reason } }),
    ...(outcome.kind === 'stop' ? { isEnabled: false } : {}),
  });
  const detail = { schedule: row.name, deployment: row.deploymentName, due: new Date(due).toISOString() };
  if (outcome.kind === 'missed') {
    dependencies.log('warning', 'an occurrence of a schedule is left out', { ...detail, reason: outcome.reason });
    return;
  }
  const isStart = outcome.kind === 'started';
  await recordAudit(tx, {
    tenantId: row.tenantId,
    at: new Date(now),
    actor: product.email,
    action: isStart ? 'schedules.start' : 'schedules.stop',
    target: row.name,
    detail: { ...detail, id: row.id, ...(isStart ? { execution: outcome.execution } : { reason: outcome.reason }) },
  });
}

async function start(tx: Tx, dependencies: SchedulerDependencies, row: NamedSchedule): Promise<Outcome> {
  const last = row.lastExecutionId === null ? null : await findExecutionEnd(tx, row.lastExecutionId);
  if (last !== null && !hasEnded(last.status))
    return { kind: 'missed', reason: 'Its last execution has not ended yet.' };
  if (row.stopOnFail && last?.status === 'failed') return { kind: 'stop', reason: 'Its last execution has failed.' };
  try {
    const started = await startScheduled(tx, dependencies, row);
    return started.ok ? { kind: 'started', execution: started.id } : { kind: 'missed', reason: started.reason };
  } catch (fault) {
    if (fault instanceof AppError && fault.kind === 'user') return { kind: 'missed', reason: fault.message };
    throw fault;
  }
}

function tooLate(lateMs: number): string {
  const minutes = Math.round(lateMs / minuteMs);
  return `Nobody could start it in time: it was ${minutes} minutes late.`;
}
