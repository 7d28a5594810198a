import type { Tx } from '../../../db/client.ts';
import {
  dropSameFiles,
  findBlob,
  insertDraft,
  listDraftSizes,
  lockDraft,
  putDraftFile,
  updateDraft,
} from '../../../db/repositories/draft.ts';
import type { SaveDraftRequest, SaveDraftResult } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { contentOf } from './draft-content.ts';
import { checkFiles } from './draft-paths.ts';
import { type FoundDraft, findOpenDraft, stateOf } from './read-draft.ts';

/** Saves what a person changed, unless another state than the one they changed was saved meanwhile. */
export async function saveDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  request: SaveDraftRequest,
): Promise<SaveDraftResult> {
  const key = { tenantId: actor.tenant.id, id: request.id };
  // No entry in the audit trail: a page saves every second; the version that comes of it has one.
  return change<SaveDraftResult>(dependencies, actor, async (tx, now) => {
    const found = await claimDraft(tx, key, { updatedAt: now, updatedBy: actor.email });
    const { row } = found;
    if (row.savedWith === request.saveId) return { result: { ok: true, state: stateOf(found) }, record: null };
    if (row.revision !== request.revision || (found.base?.number ?? null) !== request.baseVersion)
      return { result: { ok: false, state: stateOf(found) }, record: null };
    const written = await writeChanges(tx, found, request);
    await updateDraft(tx, row.id, {
      mainFile: request.mainFile === found.base?.mainFile ? null : request.mainFile,
      baseVersion: found.base?.number ?? null,
      revision: row.revision + 1,
      savedWith: request.saveId,
      layout: request.layout ?? row.layout,
      updatedAt: now,
      updatedBy: actor.email,
    });
    if (!written.has(request.mainFile))
      throw new AppError('bad-request', `The main file "${request.mainFile}" is not among the files.`);
    const saved = await findOpenDraft(tx, key);
    return { result: { ok: true, state: stateOf(saved) }, record: null };
  });
}

/** The draft, locked; made when there was none. */
export async function claimDraft(
  tx: Tx,
  key: { tenantId: string; id: string },
  stamp: { updatedAt: Date; updatedBy: string },
): Promise<FoundDraft & { row: NonNullable<FoundDraft['row']> }> {
  let row = await lockDraft(tx, key);
  if (row === null) {
    const { name } = await findOpenDraft(tx, key, null);
    const layout = { places: {}, notes: {} };
    await insertDraft(tx, { ...key, name, revision: 0, layout, ...stamp });
    row = await lockDraft(tx, key);
  }
  if (row === null) throw new Error(`draft ${key.id} was removed while it was claimed`);
  return { ...(await findOpenDraft(tx, key, row)), row };
}

/** @returns the paths of all files afterwards */
async function writeChanges(
  tx: Tx,
  found: FoundDraft,
  { changes }: Pick<SaveDraftRequest, 'changes'>,
): Promise<Set<string>> {
  const { id, base } = found;
  for (const file of changes) {
    const { path } = file;
    if ('isRemoved' in file) await putDraftFile(tx, id, { path, mode: 0o644, content: null });
    else
      await putDraftFile(tx, id, {
        path,
        mode: file.mode,
        content: await contentOf(file, (of) => findBlob(tx, id, of)),
      });
  }
  const versionId = base?.id ?? null;
  await dropSameFiles(tx, id, { versionId, paths: changes.map(({ path }) => path) });
  const files = await listDraftSizes(tx, id, versionId);
  checkFiles(files);
  return new Set(files.map(({ path }) => path));
}
