import { and, asc, desc, eq, gte, inArray, sql } from 'drizzle-orm';
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

/** What was done to the deployment of a name since it was made, the newest first. */
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
        eq(auditEntry.target, of.target),
        gte(auditEntry.at, of.since),
        inArray(auditEntry.action, deeds),
      ),
    )
    .orderBy(desc(auditEntry.id))
    .limit(of.limit);
  return rows.map((row) => ({ ...row, detail: row.detail as JsonObject }));
}
