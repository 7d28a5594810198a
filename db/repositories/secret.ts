import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { secret } from '../schema/index.ts';

export type SecretRow = typeof secret.$inferSelect;
export type SecretOverview = Pick<SecretRow, 'name' | 'version' | 'createdAt' | 'updatedAt' | 'createdBy'>;

/** Names and dates, by name; never what they hold. */
export async function listSecrets(db: Db | Tx, tenantId: string): Promise<SecretOverview[]> {
  return db
    .select({
      name: secret.name,
      version: secret.version,
      createdAt: secret.createdAt,
      updatedAt: secret.updatedAt,
      createdBy: secret.createdBy,
    })
    .from(secret)
    .where(eq(secret.tenantId, tenantId))
    .orderBy(asc(secret.name));
}

export async function findSecret(db: Db | Tx, tenantId: string, name: string): Promise<SecretRow | null> {
  const [row] = await db
    .select()
    .from(secret)
    .where(and(eq(secret.tenantId, tenantId), eq(secret.name, name)));
  return row ?? null;
}

/** As `findSecret`, locked until the transaction ends: the version is part of what is encrypted. */
export async function lockSecret(tx: Tx, tenantId: string, name: string): Promise<SecretRow | null> {
  const [row] = await tx
    .select()
    .from(secret)
    .where(and(eq(secret.tenantId, tenantId), eq(secret.name, name)))
    .for('update');
  return row ?? null;
}

/** Stores a secret in place of the one of that name; `id` and `createdAt` of that one stay. */
export async function putSecret(db: Db | Tx, row: typeof secret.$inferInsert): Promise<void> {
  const { version, wrappedKey, ciphertext, keyId, updatedAt, createdBy } = row;
  await db
    .insert(secret)
    .values(row)
    .onConflictDoUpdate({
      target: [secret.tenantId, secret.name],
      set: { version, wrappedKey, ciphertext, keyId, createdBy, updatedAt: updatedAt ?? new Date() },
    });
}

/** @returns false when there was none of that name */
export async function deleteSecret(db: Db | Tx, tenantId: string, name: string): Promise<boolean> {
  const rows = await db
    .delete(secret)
    .where(and(eq(secret.tenantId, tenantId), eq(secret.name, name)))
    .returning({ id: secret.id });
  return rows.length > 0;
}

/** Any secret at all, of any tenant: shows whether the key file is the right one. */
export async function findAnySecret(db: Db | Tx): Promise<SecretRow | null> {
  const [row] = await db.select().from(secret).limit(1);
  return row ?? null;
}

/** Every secret of every tenant, sealed: so that none is ever shown (redaction). */
export async function listSealedSecrets(db: Db | Tx): Promise<SecretRow[]> {
  return db.select().from(secret);
}
