import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { hostKey } from '../schema/index.ts';

export type HostKeyRow = typeof hostKey.$inferSelect;
export type HostKeyStatus = HostKeyRow['status'];

/** Where a host answers. */
export interface HostAddress {
  address: string;
  port: number;
}

/** All keys a tenant has seen, by address and then first sight. */
export async function listHostKeys(db: Db | Tx, tenantId: string): Promise<HostKeyRow[]> {
  return db
    .select()
    .from(hostKey)
    .where(eq(hostKey.tenantId, tenantId))
    .orderBy(asc(hostKey.address), asc(hostKey.port), asc(hostKey.firstSeenAt));
}

/** The keys seen at one address, in the order of first sight. */
export async function findHostKeys(db: Db | Tx, tenantId: string, at: HostAddress): Promise<HostKeyRow[]> {
  return db
    .select()
    .from(hostKey)
    .where(and(eq(hostKey.tenantId, tenantId), eq(hostKey.address, at.address), eq(hostKey.port, at.port)))
    .orderBy(asc(hostKey.firstSeenAt));
}

/** Remembers a key that was seen; one that is known keeps its status. */
export async function recordHostKey(db: Db | Tx, row: typeof hostKey.$inferInsert): Promise<void> {
  await db.insert(hostKey).values(row).onConflictDoNothing();
}

/** Stores a key with its status, in place of what was known of it: for keys the product itself made. */
export async function putHostKey(db: Db | Tx, row: typeof hostKey.$inferInsert): Promise<void> {
  const { status, decidedAt, decidedBy } = row;
  await db
    .insert(hostKey)
    .values(row)
    .onConflictDoUpdate({
      target: [hostKey.tenantId, hostKey.address, hostKey.port, hostKey.fingerprint],
      set: { status, decidedAt: decidedAt ?? new Date(), decidedBy: decidedBy ?? null },
    });
}

/** @returns false when that key was never seen there */
export async function decideHostKey(
  db: Db | Tx,
  key: HostAddress & { tenantId: string; fingerprint: string },
  decision: { status: HostKeyStatus; at: Date; by: string },
): Promise<boolean> {
  const rows = await db
    .update(hostKey)
    .set({ status: decision.status, decidedAt: decision.at, decidedBy: decision.by })
    .where(
      and(
        eq(hostKey.tenantId, key.tenantId),
        eq(hostKey.address, key.address),
        eq(hostKey.port, key.port),
        eq(hostKey.fingerprint, key.fingerprint),
      ),
    )
    .returning({ fingerprint: hostKey.fingerprint });
  return rows.length > 0;
}
