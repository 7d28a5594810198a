import { gunzipSync, gzipSync } from 'node:zlib';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { preview } from '../schema/execution.ts';

/** A preview as it is kept: `content` is what its reader gets, as JSON. */
export type StoredPreview = Omit<typeof preview.$inferSelect, 'content'> & { content: string };

/** Previews of one deployment that are kept; somebody who approves an older one has to look anew. */
const mostKept = 50;

export async function insertPreview(tx: Db | Tx, row: StoredPreview): Promise<void> {
  await tx.insert(preview).values({ ...row, content: gzipSync(row.content, { level: 1 }) });
  const ofDeployment = eq(preview.deploymentId, row.deploymentId);
  const newest = tx
    .select({ id: preview.id })
    .from(preview)
    .where(ofDeployment)
    .orderBy(desc(preview.createdAt))
    .limit(mostKept);
  await tx.delete(preview).where(and(ofDeployment, notInArray(preview.id, newest)));
}

export async function findPreview(db: Db | Tx, key: { tenantId: string; id: string }): Promise<StoredPreview | null> {
  const [row] = await db
    .select()
    .from(preview)
    .where(and(eq(preview.id, key.id), eq(preview.tenantId, key.tenantId)));
  return row === undefined ? null : { ...row, content: gunzipSync(row.content).toString('utf8') };
}
