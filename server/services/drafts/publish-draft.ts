import { deleteDraftFiles, updateDraft } from '../../../db/repositories/draft.ts';
import type { PublishRequest, PublishResult } from '../../api/draft-contract.ts';
import type { Actor } from '../../security/actor.ts';
import { compileFiles } from '../blueprints/compile-files.ts';
import { storeVersion } from '../blueprints/store-blueprint.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { type FoundDraft, findOpenDraft, mainFileOf, readFiles, stateOf } from './read-draft.ts';
import { claimDraft } from './save-draft.ts';

/**
 * Stores a draft as the next version of its blueprint, or as the first of a new one. One that does not compile is
 * refused and stays as it is.
 */
export async function publishDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: PublishRequest,
): Promise<PublishResult> {
  const key = { tenantId: actor.tenant.id, id: request.id };
  const read = await findOpenDraft(dependencies.db, key);
  if (isOther(read, request)) return { outcome: 'conflict', state: stateOf(read) };
  const files = await readFiles(dependencies.db, read);
  const mainFile = mainFileOf(read);
  const { plan, diagnostics, dialect } = await compileFiles({ files, mainFile }, dependencies.operationNames);
  if (plan === null || diagnostics.some(({ severity }) => severity === 'error'))
    return { outcome: 'refused', diagnostics };
  return change<PublishResult>(dependencies, actor, async (tx, now) => {
    const stamp = { updatedAt: now, updatedBy: actor.email };
    const found = await claimDraft(tx, key, stamp);
    // What was compiled is what is stored, or nothing.
    if (isOther(found, request)) return { result: { outcome: 'conflict', state: stateOf(found) }, record: null };
    const { id, name, row } = found;
    const compiled = { name, mainFile, files, plan, diagnostics, dialect, example: false };
    const with_ = { ids: dependencies.ids, now, by: actor };
    const { version, record } = await storeVersion(tx, with_, { ...compiled, id, note: request.note?.trim() || null });
    await deleteDraftFiles(tx, id);
    await updateDraft(tx, id, { mainFile: null, baseVersion: version, revision: row.revision + 1, ...stamp });
    const state = stateOf(await findOpenDraft(tx, key));
    return { result: { outcome: 'published', version, state, diagnostics }, record };
  });
}

function isOther({ row, latest }: FoundDraft, { revision, latestVersion }: PublishRequest): boolean {
  return (row?.revision ?? 0) !== revision || (latest?.number ?? null) !== latestVersion;
}
