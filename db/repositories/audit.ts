import { and, asc, desc, eq, gte, ilike, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { Db, Tx } from '../client.ts';
import { auditEntry } from '../schema/index.ts';

export type AuditRow = typeof auditEntry.$inferSelect;

/**
 * The hash that the tenant's next entry has to cover, null for the first. Until the transaction ends nobody else
 * can add an entry, so that the chain never forks.
 */
export async function lockAuditChain(tx: Tx, tenantId: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${tenantId}`}, 0))`);
  const [last] = await tx
    .select({ hash: auditEntry.hash })
    .from(auditEntry)
    .where(eq(auditEntry.tenantId, tenantId))
    .orderBy(desc(auditEntry.id))
    .limit(1);
  return last?.hash ?? null;
}

export async function insertAuditEntry(tx: Tx, row: Omit<typeof auditEntry.$inferInsert, 'id'>): Promise<void> {
  await tx.insert(auditEntry).values(row);
}

/** The entries of a tenant in the order of the chain. */
export async function listAuditEntries(db: Db | Tx, tenantId: string): Promise<AuditRow[]> {
  return db.select().from(auditEntry).where(eq(auditEntry.tenantId, tenantId)).orderBy(asc(auditEntry.id));
}

/** What is done to a deployment and changes it, or what runs on it. */
const deeds = [
  'deployments.create',
  'executions.start',
  'executions.cancel',
  'executions.resume',
  'executions.decide',
  'updates.start',
];

/** What is done to its schedules, which the detail names the deployment of. */
const scheduleDeeds = ['schedules.create', 'schedules.update', 'schedules.delete', 'schedules.run', 'schedules.stop'];

/** What was done to the deployment of a name and to its schedules since it was made, the newest first. */
export async function listDeeds(
  db: Db | Tx,
  of: { tenantId: string; target: string; since: Date; limit: number },
): Promise<(Omit<AuditRow, 'detail'> & { detail: JsonObject })[]> {
  const rows = await db
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.tenantId, of.tenantId),
        gte(auditEntry.at, of.since),
        or(
          and(eq(auditEntry.target, of.target), inArray(auditEntry.action, deeds)),
          and(inArray(auditEntry.action, scheduleDeeds), sql`${auditEntry.detail} ->> 'deployment' = ${of.target}`),
        ),
      ),
    )
    .orderBy(desc(auditEntry.id))
    .limit(of.limit);
  return rows.map((row) => ({ ...row, detail: row.detail as JsonObject }));
}

/** Which entries to read; `before` is the id of the last one of the page before. */
export interface AuditQuery {
  actor?: string | undefined;
  action?: string | undefined;
  text?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  before?: number | undefined;
  limit: number;
}

/** The newest entries of a tenant that fit. */
export async function listNewestAuditEntries(db: Db, tenantId: string, query: AuditQuery): Promise<AuditRow[]> {
  const { actor, action, text, from, to, before, limit } = query;
  return db
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.tenantId, tenantId),
        actor === undefined ? undefined : eq(auditEntry.actor, actor),
        action === undefined ? undefined : eq(auditEntry.action, action),
        text === undefined ? undefined : ilike(auditEntry.target, `%${text.replace(/[\\%_]/g, '\\$&')}%`),
        from === undefined ? undefined : gte(auditEntry.at, from),
        to === undefined ? undefined : lte(auditEntry.at, to),
        before === undefined ? undefined : lt(auditEntry.id, before),
      ),
    )
    .orderBy(desc(auditEntry.id))
    .limit(limit);
}

/** Everybody who did something in a tenant, and everything that was done, in order. */
export async function listAuditNames(db: Db, tenantId: string): Promise<{ actors: string[]; actions: string[] }> {
  const own = eq(auditEntry.tenantId, tenantId);
  const [actors, actions] = await Promise.all([
    db.selectDistinct({ name: auditEntry.actor }).from(auditEntry).where(own).orderBy(asc(auditEntry.actor)),
    db.selectDistinct({ name: auditEntry.action }).from(auditEntry).where(own).orderBy(asc(auditEntry.action)),
  ]);
  return { actors: actors.map(({ name }) => name), actions: actions.map(({ name }) => name) };
}
