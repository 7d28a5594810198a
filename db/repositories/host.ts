import { and, asc, eq, notInArray } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { host } from '../schema/index.ts';

export type HostRow = typeof host.$inferSelect;

/** The hosts of a tenant, by name. */
export async function listHosts(db: Db | Tx, tenantId: string): Promise<HostRow[]> {
  return db.select().from(host).where(eq(host.tenantId, tenantId)).orderBy(asc(host.name));
}

/** Stores a host in place of the one of that name; `id` and `createdAt` of that one stay. */
export async function putHost(db: Db | Tx, row: typeof host.$inferInsert): Promise<void> {
  const { address, port, user, keySecret, lab } = row;
  await db
    .insert(host)
    .values(row)
    .onConflictDoUpdate({ target: [host.tenantId, host.name], set: { address, port, user, keySecret, lab } });
}

/** Removes the lab hosts of a tenant whose names are not among these. */
export async function deleteOtherLabHosts(db: Db | Tx, tenantId: string, keep: readonly string[]): Promise<void> {
  const others = keep.length > 0 ? notInArray(host.name, [...keep]) : undefined;
  await db.delete(host).where(and(eq(host.tenantId, tenantId), eq(host.lab, true), others));
}
