import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { membership, type Role, tenant, user } from '../schema/index.ts';

export interface Member {
  id: string;
  name: string;
  email: string;
  createdAt: Date;
  role: Role;
}

/** What a person may do in each tenant, oldest tenant first. */
export async function listMemberships(
  db: Db | Tx,
  userId: string,
): Promise<{ tenantId: string; tenantName: string; role: Role }[]> {
  return db
    .select({ tenantId: tenant.id, tenantName: tenant.name, role: membership.role })
    .from(membership)
    .innerJoin(tenant, eq(tenant.id, membership.tenantId))
    .where(eq(membership.userId, userId))
    .orderBy(asc(tenant.createdAt), asc(tenant.id));
}

/** The people of a tenant, by address. */
export async function listMembers(db: Db | Tx, tenantId: string): Promise<Member[]> {
  return db
    .select({ id: user.id, name: user.name, email: user.email, createdAt: user.createdAt, role: membership.role })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(eq(membership.tenantId, tenantId))
    .orderBy(asc(user.email));
}

/** Gives a person a role in a tenant, in place of any they had there. */
export async function putMembership(db: Db | Tx, row: typeof membership.$inferInsert): Promise<void> {
  await db
    .insert(membership)
    .values(row)
    .onConflictDoUpdate({ target: [membership.tenantId, membership.userId], set: { role: row.role } });
}

/** The administrators of a tenant, locked until the transaction ends, so that the last one cannot be removed twice. */
export async function lockAdministrators(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: membership.userId })
    .from(membership)
    .where(and(eq(membership.tenantId, tenantId), eq(membership.role, 'admin')))
    .orderBy(asc(membership.userId))
    .for('update');
  return rows.map((row) => row.userId);
}

/** @returns false when the person was not in the tenant */
export async function deleteMembership(db: Db | Tx, tenantId: string, userId: string): Promise<boolean> {
  const rows = await db
    .delete(membership)
    .where(and(eq(membership.tenantId, tenantId), eq(membership.userId, userId)))
    .returning({ userId: membership.userId });
  return rows.length > 0;
}

/** Removes a person with their memberships, sessions and passwords. */
export async function deleteUser(db: Db | Tx, userId: string): Promise<void> {
  await db.delete(user).where(eq(user.id, userId));
}
