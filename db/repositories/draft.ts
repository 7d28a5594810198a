import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { blueprint, blueprintFile, blueprintVersion, draft, draftBlob, draftFile } from '../schema/index.ts';

export type DraftRow = typeof draft.$inferSelect;

/** A file of a draft that differs from its version's; `content` null: it is taken away. */
export type DraftFileRow = Omit<typeof draftFile.$inferSelect, 'draftId'>;

interface Key {
  tenantId: string;
  id: string;
}

const ofKey = ({ tenantId, id }: Key) => and(eq(draft.tenantId, tenantId), eq(draft.id, id));

export async function findDraft(db: Db | Tx, key: Key): Promise<DraftRow | null> {
  const [row] = await db.select().from(draft).where(ofKey(key));
  return row ?? null;
}

/** The draft, locked until the transaction ends: what is saved comes one after the other. */
export async function lockDraft(tx: Tx, key: Key): Promise<DraftRow | null> {
  const [row] = await tx.select().from(draft).where(ofKey(key)).for('update');
  return row ?? null;
}

/** Adds a draft unless there is one of that id. */
export async function insertDraft(tx: Tx, row: typeof draft.$inferInsert): Promise<void> {
  await tx.insert(draft).values(row).onConflictDoNothing();
}

export async function updateDraft(tx: Tx, id: string, values: Partial<Omit<DraftRow, 'id'>>): Promise<void> {
  await tx.update(draft).set(values).where(eq(draft.id, id));
}

/** @returns whether there was one */
export async function deleteDraft(tx: Db | Tx, key: Key): Promise<boolean> {
  return (await tx.delete(draft).where(ofKey(key)).returning({ id: draft.id })).length > 0;
}

/** The drafts of a tenant that hold something which no version has, the one saved last first. */
export async function listChangedDrafts(db: Db | Tx, tenantId: string) {
  const latest = sql<number | null>`(
    select max(v.number) from ${blueprintVersion} v where v.blueprint_id = ${draft.id}
  )`;
  const isChanged = sql`(${draft.mainFile} is not null or exists (
    select from ${draftFile} f where f.draft_id = ${draft.id}
  ))`;
  return db
    .select({ row: draft, blueprintName: blueprint.name, latestVersion: latest })
    .from(draft)
    .leftJoin(blueprint, eq(blueprint.id, draft.id))
    .where(and(eq(draft.tenantId, tenantId), isChanged))
    .orderBy(desc(draft.updatedAt));
}

/** How the files of a draft differ, by path. */
export async function listDraftFiles(db: Db | Tx, draftId: string): Promise<DraftFileRow[]> {
  return db
    .select({ path: draftFile.path, mode: draftFile.mode, content: draftFile.content })
    .from(draftFile)
    .where(eq(draftFile.draftId, draftId))
    .orderBy(asc(draftFile.path));
}

/** Whether any file of a draft differs. */
export async function hasDraftFiles(db: Db | Tx, draftId: string): Promise<boolean> {
  const rows = await db.select({ path: draftFile.path }).from(draftFile).where(eq(draftFile.draftId, draftId)).limit(1);
  return rows.length > 0;
}

export async function putDraftFile(tx: Tx, draftId: string, file: DraftFileRow): Promise<void> {
  const { mode, content } = file;
  await tx
    .insert(draftFile)
    .values({ ...file, draftId })
    .onConflictDoUpdate({ target: [draftFile.draftId, draftFile.path], set: { mode, content } });
}

export async function deleteDraftFiles(tx: Tx, draftId: string): Promise<void> {
  await tx.delete(draftFile).where(eq(draftFile.draftId, draftId));
}

/** Forgets those of the named files that do not differ from the version's after all; `versionId` null: there is none. */
export async function dropSameFiles(
  tx: Tx,
  draftId: string,
  { versionId, paths }: { versionId: string | null; paths: string[] },
): Promise<void> {
  if (paths.length === 0) return;
  await tx.delete(draftFile).where(
    and(
      eq(draftFile.draftId, draftId),
      inArray(draftFile.path, paths),
      sql`case when ${draftFile.content} is null
        then not exists (select from ${blueprintFile} b
          where b.version_id = ${versionId} and b.path = ${draftFile.path})
        else exists (select from ${blueprintFile} b
          where b.version_id = ${versionId} and b.path = ${draftFile.path}
            and b.mode = ${draftFile.mode} and b.content = ${draftFile.content})
        end`,
    ),
  );
}

/** What the draft holds as a whole: path and size in bytes of each file. */
export async function listDraftSizes(
  tx: Tx,
  draftId: string,
  versionId: string | null,
): Promise<{ path: string; size: number }[]> {
  const { rows } = await tx.execute<{ path: string; size: number }>(sql`
    select path, octet_length(content) as size from ${draftFile}
      where draft_id = ${draftId} and content is not null
    union all
    select path, octet_length(content) as size from ${blueprintFile} b
      where b.version_id = ${versionId}
        and not exists (select from ${draftFile} f where f.draft_id = ${draftId} and f.path = b.path)`);
  return rows;
}

export async function insertBlob(tx: Tx, row: typeof draftBlob.$inferInsert): Promise<void> {
  await tx
    .insert(draftBlob)
    .values(row)
    .onConflictDoUpdate({ target: [draftBlob.draftId, draftBlob.hash], set: { sentAt: row.sentAt } });
}

/** @returns how many bytes were sent for a draft, after those from before `since` are forgotten */
export async function pruneBlobs(tx: Tx, draftId: string, since: Date): Promise<number> {
  await tx.delete(draftBlob).where(and(eq(draftBlob.draftId, draftId), lt(draftBlob.sentAt, since)));
  const [sum] = await tx
    .select({ bytes: sql<string>`coalesce(sum(octet_length(${draftBlob.content})), 0)` })
    .from(draftBlob)
    .where(eq(draftBlob.draftId, draftId));
  return Number(sum?.bytes ?? 0);
}

/** What was sent for a draft, is in it or was in a version of its blueprint under that hash; null when nothing is. */
export async function findBlob(
  db: Db | Tx,
  draftId: string,
  { hash, size }: { hash: string; size: number },
): Promise<Uint8Array | null> {
  const sent = await db
    .select({ content: draftBlob.content })
    .from(draftBlob)
    .where(and(eq(draftBlob.draftId, draftId), eq(draftBlob.hash, hash)));
  if (sent[0] !== undefined) return sent[0].content;
  const isIt = (content: typeof draftFile.content | typeof blueprintFile.content) =>
    and(sql`octet_length(${content}) = ${size}`, sql`encode(sha256(${content}), 'hex') = ${hash}`);
  const [here] = await db
    .select({ content: draftFile.content })
    .from(draftFile)
    .where(and(eq(draftFile.draftId, draftId), isIt(draftFile.content)))
    .limit(1);
  if (here?.content) return here.content;
  const [stored] = await db
    .select({ content: blueprintFile.content })
    .from(blueprintFile)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, blueprintFile.versionId))
    .where(and(eq(blueprintVersion.blueprintId, draftId), isIt(blueprintFile.content)))
    .limit(1);
  return stored?.content ?? null;
}
