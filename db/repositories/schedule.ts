import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import {
  changedDefaultSchedules,
  type DefaultSchedule,
  readDefaultSchedules,
} from '../../core/schedules/default-schedules.ts';
import type { Db, Tx } from '../client.ts';
import { deployment, execution, schedule } from '../schema/index.ts';
import type { NamedExecution } from './execution.ts';

export type ScheduleRow = typeof schedule.$inferSelect;

/** A schedule with the name of its deployment. */
export type NamedSchedule = ScheduleRow & { deploymentName: string };

/** The schedules of a tenant or of one of its deployments, by the names of deployment and schedule. */
export async function listSchedules(
  db: Db | Tx,
  filter: { tenantId: string; deploymentId?: string | undefined; id?: string | undefined },
): Promise<NamedSchedule[]> {
  const rows = await db
    .select({ schedule, deploymentName: deployment.name })
    .from(schedule)
    .innerJoin(deployment, eq(deployment.id, schedule.deploymentId))
    .where(
      and(
        eq(schedule.tenantId, filter.tenantId),
        filter.deploymentId === undefined ? undefined : eq(schedule.deploymentId, filter.deploymentId),
        filter.id === undefined ? undefined : eq(schedule.id, filter.id),
      ),
    )
    .orderBy(asc(deployment.name), asc(schedule.name));
  return rows.map((row) => ({ ...row.schedule, deploymentName: row.deploymentName }));
}

/** @returns false when the deployment has a schedule of that name; nothing is stored then */
export async function insertSchedule(tx: Tx, row: typeof schedule.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(schedule).values(row).onConflictDoNothing().returning({ id: schedule.id });
  return rows.length > 0;
}

/** What the schedules that a blueprint gives are given to. */
interface ScheduledDeployment {
  id: string;
  tenantId: string;
  createdBy: string | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Stores schedules that a blueprint gives to a deployment; one whose name is taken is left out. */
export async function insertDefaultSchedules(
  tx: Tx,
  { id: deploymentId, tenantId, createdBy, now }: ScheduledDeployment,
  schedules: readonly DefaultSchedule[],
): Promise<void> {
  for (const { since, until, next, ...rest } of schedules) {
    await tx
      .insert(schedule)
      .values({
        ...{ id: sql`gen_random_uuid()`, tenantId, deploymentId, createdBy, createdAt: new Date(now), ...rest },
        since: new Date(since),
        until: until === null ? null : new Date(until),
        nextAt: next === null ? null : new Date(next),
      })
      .onConflictDoNothing();
  }
}

/** After an update: schedules that the old blueprint gave and the new one does not go, those that are new or other come. */
export async function replaceDefaultSchedules(
  tx: Tx,
  owner: ScheduledDeployment,
  { before, after }: Record<'before' | 'after', Parameters<typeof readDefaultSchedules>[0]>,
): Promise<void> {
  const gone = [...changedDefaultSchedules(before, after)];
  if (gone.length > 0) {
    await tx.delete(schedule).where(and(eq(schedule.deploymentId, owner.id), inArray(schedule.name, gone)));
  }
  const wanted = changedDefaultSchedules(after, before);
  const { schedules } = readDefaultSchedules(after, owner.now);
  await insertDefaultSchedules(
    tx,
    owner,
    schedules.filter(({ name }) => wanted.has(name)),
  );
}

/** Nobody else changes it or starts its workflow until the transaction ends. Null when there is none. */
export async function lockSchedule(tx: Tx, key: { id: string; tenantId: string }): Promise<ScheduleRow | null> {
  const [row] = await tx
    .select()
    .from(schedule)
    .where(and(eq(schedule.id, key.id), eq(schedule.tenantId, key.tenantId)))
    .for('update');
  return row ?? null;
}

export async function updateSchedule(
  tx: Tx,
  id: string,
  values: Partial<Omit<typeof schedule.$inferInsert, 'id' | 'tenantId' | 'deploymentId'>>,
): Promise<void> {
  await tx.update(schedule).set(values).where(eq(schedule.id, id));
}

export async function deleteSchedule(tx: Tx, id: string): Promise<void> {
  await tx.delete(schedule).where(eq(schedule.id, id));
}

/** An enabled schedule whose next occurrence has come, and that no other worker looks at now. Null when there is none. */
export async function lockDueSchedule(tx: Tx, now: Date): Promise<NamedSchedule | null> {
  const [row] = await tx
    .select({ schedule, deploymentName: deployment.name })
    .from(schedule)
    .innerJoin(deployment, eq(deployment.id, schedule.deploymentId))
    .where(and(eq(schedule.isEnabled, true), lte(schedule.nextAt, now)))
    .orderBy(asc(schedule.nextAt), asc(schedule.id))
    .limit(1)
    .for('update', { of: schedule, skipLocked: true });
  return row === undefined ? null : { ...row.schedule, deploymentName: row.deploymentName };
}

/** The newest execution that each of the schedules has started, by the schedule's id. */
export async function listLastScheduled(
  db: Db | Tx,
  scheduleIds: readonly string[],
): Promise<ReadonlyMap<string, NamedExecution>> {
  if (scheduleIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([execution.scheduleId], { execution, deploymentName: deployment.name })
    .from(execution)
    .innerJoin(deployment, eq(deployment.id, execution.deploymentId))
    .where(and(inArray(execution.scheduleId, [...scheduleIds]), sql`${execution.scheduleId} is not null`))
    .orderBy(execution.scheduleId, desc(execution.createdAt), desc(execution.id));
  return new Map(
    rows.map((row) => [row.execution.scheduleId ?? '', { ...row.execution, deploymentName: row.deploymentName }]),
  );
}
