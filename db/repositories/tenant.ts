import type { Db, Tx } from '../client.ts';
import { tenant } from '../schema/index.ts';

/** Does nothing when the tenant is there already. */
export async function ensureTenant(db: Db | Tx, row: { id: string; name: string }): Promise<void> {
  await db.insert(tenant).values(row).onConflictDoNothing();
}
