import { eq, lt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { signInFailure } from '../schema/sign-in.ts';

export type SignInFailure = typeof signInFailure.$inferSelect;

/** Reads the record of a key and locks it until the transaction ends; makes an empty one first when there is none. */
export async function lockSignInFailure(tx: Tx, key: string): Promise<SignInFailure | null> {
  const fresh = { key, failures: 0, windowStart: new Date(0), blockedUntil: null };
  await tx.insert(signInFailure).values(fresh).onConflictDoNothing();
  const [row] = await tx.select().from(signInFailure).where(eq(signInFailure.key, key)).for('update');
  return row === undefined || row.failures === 0 ? null : row;
}

export async function saveSignInFailure(tx: Tx, row: SignInFailure): Promise<void> {
  await tx.update(signInFailure).set(row).where(eq(signInFailure.key, row.key));
}

export async function deleteSignInFailure(db: Db | Tx, key: string): Promise<void> {
  await db.delete(signInFailure).where(eq(signInFailure.key, key));
}

/** Forgets failures whose window began before `before`. */
export async function deleteOldSignInFailures(db: Db | Tx, before: Date): Promise<void> {
  await db.delete(signInFailure).where(lt(signInFailure.windowStart, before));
}
