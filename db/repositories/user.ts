import { and, eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { account, membership, type Role, user } from '../schema/index.ts';

/** A person who signs in with a password; `passwordHash` as the sign-in library makes it. */
export interface NewUser {
  id: string;
  name: string;
  email: string;
  passwordHash: string;
}

/** @returns false when somebody has that address; nothing is stored then */
export async function insertUser(tx: Tx, { id, name, email, passwordHash }: NewUser): Promise<boolean> {
  const rows = await tx
    .insert(user)
    .values({ id, name, email, emailVerified: true })
    .onConflictDoNothing()
    .returning({ id: user.id });
  if (rows.length === 0) return false;
  // The provider's name is the sign-in library's own for passwords.
  await tx.insert(account).values({ id, accountId: id, providerId: 'credential', userId: id, password: passwordHash });
  return true;
}

/** A member of a tenant; null when there is none with that id. */
export async function findMember(
  tx: Tx,
  tenantId: string,
  userId: string,
): Promise<{ id: string; email: string; role: Role } | null> {
  const [row] = await tx
    .select({ id: user.id, email: user.email, role: membership.role })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.tenantId, tenantId), eq(membership.userId, userId)));
  return row ?? null;
}
