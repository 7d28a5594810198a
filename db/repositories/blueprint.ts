import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { blueprint, blueprintFile, blueprintVersion, deployment, draft } from '../schema/index.ts';

export type BlueprintRow = typeof blueprint.$inferSelect;
export type BlueprintVersionRow = typeof blueprintVersion.$inferSelect;
export type BlueprintFile = Omit<typeof blueprintFile.$inferSelect, 'versionId'>;

/** A blueprint with its latest version, without the plan. */
export interface BlueprintOverview {
  id: string;
  name: string;
  example: boolean;
  createdAt: Date;
  createdBy: string | null;
  versionId: string;
  version: number;
  mainFile: string;
  contentHash: string;
  description: string | null;
  nodeCount: number;
  /** Of its node templates, by name. */
  types: string[];
  plugins: string[];
  /** Over all versions. */
  deploymentCount: number;
}

const isLatest = sql`${blueprintVersion.number} = (
  select max(other.number) from ${blueprintVersion} other where other.blueprint_id = ${blueprint.id}
)`;

function selectOverviews(db: Db | Tx) {
  return db
    .select({
      id: blueprint.id,
      name: blueprint.name,
      example: blueprint.example,
      createdAt: blueprint.createdAt,
      createdBy: blueprint.createdBy,
      versionId: blueprintVersion.id,
      version: blueprintVersion.number,
      mainFile: blueprintVersion.mainFile,
      contentHash: blueprintVersion.contentHash,
      description: sql<string | null>`${blueprintVersion.plan} ->> 'description'`,
      nodeCount: sql<number>`coalesce(json_array_length(${blueprintVersion.plan} -> 'nodes'), 0)`,
      types: sql<string[]>`array(
        select distinct node ->> 'type' from json_array_elements(${blueprintVersion.plan} -> 'nodes') node
        where node ->> 'type' is not null order by 1
      )`,
      plugins: sql<string[]>`array(
        select distinct plugin ->> 'name'
        from json_array_elements(${blueprintVersion.plan} -> 'nodes') node, json_array_elements(node -> 'plugins') plugin
        order by 1
      )`,
      deploymentCount: sql<number>`(
        select count(*)::int from ${deployment} d
        join ${blueprintVersion} v on v.id = d.blueprint_version_id
        where v.blueprint_id = ${blueprint.id}
      )`,
    })
    .from(blueprint)
    .innerJoin(blueprintVersion, and(eq(blueprintVersion.blueprintId, blueprint.id), isLatest));
}

/** The blueprints of a tenant by name, each with its latest version. */
export async function listBlueprints(db: Db | Tx, tenantId: string): Promise<BlueprintOverview[]> {
  return selectOverviews(db).where(eq(blueprint.tenantId, tenantId)).orderBy(asc(blueprint.name));
}

export async function findBlueprint(db: Db | Tx, tenantId: string, id: string): Promise<BlueprintOverview | null> {
  const [row] = await selectOverviews(db).where(and(eq(blueprint.tenantId, tenantId), eq(blueprint.id, id)));
  return row ?? null;
}

export async function findBlueprintByName(
  db: Db | Tx,
  tenantId: string,
  name: string,
): Promise<BlueprintOverview | null> {
  const [row] = await selectOverviews(db).where(and(eq(blueprint.tenantId, tenantId), eq(blueprint.name, name)));
  return row ?? null;
}

/**
 * The blueprint of that name, made when there is none, locked until the transaction ends: versions are numbered
 * one upload after another.
 */
export async function claimBlueprint(tx: Tx, row: typeof blueprint.$inferInsert): Promise<BlueprintRow> {
  await tx.insert(blueprint).values(row).onConflictDoNothing();
  const [found] = await tx
    .select()
    .from(blueprint)
    .where(and(eq(blueprint.tenantId, row.tenantId), eq(blueprint.name, row.name)))
    .for('update');
  if (!found) throw new Error(`blueprint ${row.name} was removed while it was claimed`);
  return found;
}

/** Marks a blueprint as no example any more. */
export async function ownBlueprint(tx: Tx, id: string): Promise<void> {
  await tx.update(blueprint).set({ example: false }).where(eq(blueprint.id, id));
}

/**
 * Adds the next version of a claimed blueprint.
 * @returns its number, from 1
 */
export async function insertVersion(
  tx: Tx,
  row: Omit<typeof blueprintVersion.$inferInsert, 'number'>,
  files: readonly BlueprintFile[],
): Promise<number> {
  const [last] = await tx
    .select({ number: blueprintVersion.number })
    .from(blueprintVersion)
    .where(eq(blueprintVersion.blueprintId, row.blueprintId))
    .orderBy(desc(blueprintVersion.number))
    .limit(1);
  const number = (last?.number ?? 0) + 1;
  await tx.insert(blueprintVersion).values({ ...row, number });
  // Bounded statements: a driver sends all parameters of one as a single message.
  for (const batch of batches(files)) {
    await tx.insert(blueprintFile).values(batch.map((file) => ({ ...file, versionId: row.id })));
  }
  return number;
}

function batches(files: readonly BlueprintFile[]): BlueprintFile[][] {
  const found: BlueprintFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const current = found.at(-1);
    if (current && current.length < 500 && bytes + file.content.byteLength < 8_000_000) {
      current.push(file);
      bytes += file.content.byteLength;
    } else {
      found.push([file]);
      bytes = file.content.byteLength;
    }
  }
  return found;
}

export async function findVersion(db: Db | Tx, versionId: string): Promise<BlueprintVersionRow | null> {
  const [row] = await db.select().from(blueprintVersion).where(eq(blueprintVersion.id, versionId));
  return row ?? null;
}

/** A version without what is in it. */
export interface VersionHead {
  id: string;
  number: number;
  mainFile: string;
  createdAt: Date;
  createdBy: string | null;
}

const versionHead = {
  id: blueprintVersion.id,
  number: blueprintVersion.number,
  mainFile: blueprintVersion.mainFile,
  createdAt: blueprintVersion.createdAt,
  createdBy: blueprintVersion.createdBy,
};

/** The name of a blueprint and its latest version, without anything of the plan. */
export async function findBlueprintHead(
  db: Db | Tx,
  tenantId: string,
  id: string,
): Promise<{ name: string; latest: VersionHead } | null> {
  const [row] = await db
    .select({ name: blueprint.name, latest: versionHead })
    .from(blueprint)
    .innerJoin(blueprintVersion, eq(blueprintVersion.blueprintId, blueprint.id))
    .where(and(eq(blueprint.tenantId, tenantId), eq(blueprint.id, id)))
    .orderBy(desc(blueprintVersion.number))
    .limit(1);
  return row ?? null;
}

/** A version of a blueprint by its number, from 1. */
export async function findVersionHead(db: Db | Tx, blueprintId: string, number: number): Promise<VersionHead | null> {
  const [row] = await db
    .select(versionHead)
    .from(blueprintVersion)
    .where(and(eq(blueprintVersion.blueprintId, blueprintId), eq(blueprintVersion.number, number)));
  return row ?? null;
}

/** The versions of a blueprint, newest first, each with the number of deployments that were made from it. */
export async function listVersions(db: Db | Tx, blueprintId: string) {
  return db
    .select({
      id: blueprintVersion.id,
      number: blueprintVersion.number,
      createdAt: blueprintVersion.createdAt,
      createdBy: blueprintVersion.createdBy,
      note: blueprintVersion.note,
      deploymentCount: sql<number>`(
        select count(*)::int from ${deployment} d where d.blueprint_version_id = ${blueprintVersion.id}
      )`,
    })
    .from(blueprintVersion)
    .where(eq(blueprintVersion.blueprintId, blueprintId))
    .orderBy(desc(blueprintVersion.number));
}

/** Paths and sizes in bytes, by path. */
export async function listFiles(db: Db | Tx, versionId: string): Promise<{ path: string; size: number }[]> {
  return db
    .select({ path: blueprintFile.path, size: sql<number>`octet_length(${blueprintFile.content})` })
    .from(blueprintFile)
    .where(eq(blueprintFile.versionId, versionId))
    .orderBy(asc(blueprintFile.path));
}

export async function findFile(db: Db | Tx, versionId: string, path: string): Promise<BlueprintFile | null> {
  const [row] = await db
    .select({ path: blueprintFile.path, mode: blueprintFile.mode, content: blueprintFile.content })
    .from(blueprintFile)
    .where(and(eq(blueprintFile.versionId, versionId), eq(blueprintFile.path, path)));
  return row ?? null;
}

/** Removes a blueprint with its versions, files and draft. Fails while a deployment uses one of them. */
export async function deleteBlueprint(db: Db | Tx, tenantId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(blueprint)
    .where(and(eq(blueprint.tenantId, tenantId), eq(blueprint.id, id)))
    .returning({ id: blueprint.id });
  if (rows.length > 0) await db.delete(draft).where(eq(draft.id, id));
  return rows.length > 0;
}

/** All files of a version with what is in them, by path. */
export async function listContents(db: Db | Tx, versionId: string): Promise<BlueprintFile[]> {
  return db
    .select({ path: blueprintFile.path, mode: blueprintFile.mode, content: blueprintFile.content })
    .from(blueprintFile)
    .where(eq(blueprintFile.versionId, versionId))
    .orderBy(asc(blueprintFile.path));
}
