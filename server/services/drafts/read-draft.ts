import type { Db, Tx } from '../../../db/client.ts';
import {
  findBlueprintHead,
  findVersionHead,
  listContents,
  type VersionHead,
} from '../../../db/repositories/blueprint.ts';
import { type DraftRow, findDraft, hasDraftFiles, listDraftFiles } from '../../../db/repositories/draft.ts';
import type { DraftState } from '../../api/draft-contract.ts';
import type { ArchiveFile } from '../../security/archive/unpack-archive.ts';
import { notFound } from '../not-found.ts';

/** A draft and what it is based on. `row` null: nothing was saved yet. */
export interface FoundDraft {
  id: string;
  name: string;
  row: DraftRow | null;
  latest: VersionHead | null;
  /** Its files or its main file differ from those of its version. */
  isChanged: boolean;
  /** The version that its files differ from. */
  base: VersionHead | null;
}

interface Key {
  tenantId: string;
  id: string;
}

/**
 * @param row the draft when it was read already
 * @throws AppError when there is neither a draft nor a blueprint of that id
 */
export async function findOpenDraft(db: Db | Tx, key: Key, given?: DraftRow | null): Promise<FoundDraft> {
  const row = given === undefined ? await findDraft(db, key) : given;
  const head = await findBlueprintHead(db, key.tenantId, key.id);
  if (row === null && head === null) throw notFound('blueprint');
  const latest = head?.latest ?? null;
  const isChanged = row !== null && (row.mainFile !== null || (await hasDraftFiles(db, row.id)));
  const base = isChanged && row.baseVersion !== (latest?.number ?? null) ? await findBase(db, row) : latest;
  return { id: key.id, name: head?.name ?? row?.name ?? '', row, latest, isChanged, base };
}

async function findBase(db: Db | Tx, { id, baseVersion }: DraftRow): Promise<VersionHead | null> {
  return baseVersion === null ? null : await findVersionHead(db, id, baseVersion);
}

/** @throws Error when neither the draft nor its version names a main file */
export function mainFileOf({ row, base, id }: FoundDraft): string {
  const mainFile = row?.mainFile ?? base?.mainFile;
  if (mainFile === undefined) throw new Error(`draft ${id} has no main file`);
  return mainFile;
}

/** All files of a draft, by path in order. */
export async function readFiles(db: Db | Tx, { row, base }: FoundDraft): Promise<Map<string, ArchiveFile>> {
  const files = new Map<string, ArchiveFile>();
  const stored = base === null ? [] : await listContents(db, base.id);
  for (const { path, mode, content } of stored) files.set(path, { mode, content });
  const written = row === null ? [] : await listDraftFiles(db, row.id);
  for (const { path, mode, content } of written) {
    if (content === null) files.delete(path);
    else files.set(path, { mode, content });
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a page needs to know to tell whether it shows the latest state. */
export function stateOf({ row, base, latest, isChanged }: FoundDraft): DraftState {
  // A version that was uploaded later is what the draft follows now.
  const isUploaded = !isChanged && latest !== null && (row === null || latest.createdAt > row.updatedAt);
  const savedAt = isUploaded ? latest.createdAt : row?.updatedAt;
  return {
    revision: row?.revision ?? 0,
    baseVersion: base?.number ?? null,
    latestVersion: latest?.number ?? null,
    isChanged,
    savedAt: savedAt?.toISOString() ?? null,
    savedBy: (isUploaded ? latest.createdBy : row?.updatedBy) ?? null,
  };
}
