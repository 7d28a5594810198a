import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { tenant } from '../schema/index.ts';

export type TenantRow = typeof tenant.$inferSelect;

export async function findTenant(db: Db | Tx, id: string): Promise<TenantRow | null> {
  const [row] = await db.select().from(tenant).where(eq(tenant.id, id));
  return row ?? null;
}

/** Does nothing when the tenant is there already. */
export async function ensureTenant(db: Db | Tx, row: { id: string; name: string }): Promise<void> {
  await db.insert(tenant).values(row).onConflictDoNothing();
}
