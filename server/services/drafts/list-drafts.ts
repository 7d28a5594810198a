import { findBlueprintHead, findVersionHead, listContents, listVersions } from '../../../db/repositories/blueprint.ts';
import { listChangedDrafts } from '../../../db/repositories/draft.ts';
import type { DraftSummary, VersionFiles, VersionSummary } from '../../api/draft-contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { toDraftFile } from './draft-content.ts';

/** What the tenant has written and not saved as a version, the latest first. */
export async function listDrafts({ db }: ServiceDependencies, actor: Actor): Promise<DraftSummary[]> {
  const rows = await listChangedDrafts(db, actor.tenant.id);
  return rows.map(({ row, blueprintName, latestVersion }) => ({
    id: row.id,
    name: blueprintName ?? row.name,
    isNew: blueprintName === null,
    isChanged: true,
    revision: row.revision,
    baseVersion: row.baseVersion,
    latestVersion,
    savedAt: row.updatedAt.toISOString(),
    savedBy: row.updatedBy,
  }));
}

/** The versions of a blueprint, newest first; none of a draft that is no blueprint yet. */
export async function listDraftVersions(
  { db }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<VersionSummary[]> {
  if ((await findBlueprintHead(db, actor.tenant.id, id)) === null) return [];
  const versions = await listVersions(db, id);
  return versions.map(({ id: _, createdAt, ...rest }) => ({ ...rest, createdAt: createdAt.toISOString() }));
}

/** All files of a version. */
export async function readVersion(
  { db }: ServiceDependencies,
  actor: Actor,
  { id, number }: { id: string; number: number },
): Promise<VersionFiles> {
  const blueprint = await findBlueprintHead(db, actor.tenant.id, id);
  const version = blueprint === null ? null : await findVersionHead(db, id, number);
  if (version === null) throw notFound('version');
  const files = await listContents(db, version.id);
  return { number, mainFile: version.mainFile, files: files.map(({ path, ...file }) => toDraftFile(path, file)) };
}
