import { asc, desc, eq, sql } from 'drizzle-orm';
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
