import type { Tx } from '../../../db/client.ts';
import { findBlueprintByName } from '../../../db/repositories/blueprint.ts';
import { findBlob, insertDraft, lockDraft, putDraftFile, updateDraft } from '../../../db/repositories/draft.ts';
import type { NewDraft } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { contentOf } from './draft-content.ts';
import { checkFiles } from './draft-paths.ts';
import { findOpenDraft } from './read-draft.ts';

/** Makes a draft of a new blueprint; there is none of that name yet. */
export async function createDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  { name, mainFile, files, layout, from }: NewDraft,
): Promise<{ id: string }> {
  const tenantId = actor.tenant.id;
  return change(dependencies, actor, async (tx, now) => {
    await refuseTakenName(tx, tenantId, name);
    if (!files.some(({ path }) => path === mainFile))
      throw new AppError('bad-request', `The main file "${mainFile}" is not among the files.`);
    // Whose content is named must be of this tenant.
    if (from !== undefined) await findOpenDraft(tx, { tenantId, id: from });
    const id = dependencies.ids.uuid();
    await insertDraft(tx, {
      ...{ id, tenantId, name, mainFile, baseVersion: null, revision: 1 },
      ...{ layout: layout ?? { places: {}, notes: {} }, updatedAt: now, updatedBy: actor.email },
    });
    const sizes = new Map<string, number>();
    for (const file of files) {
      const content = await contentOf(file, async (of) => (from === undefined ? null : findBlob(tx, from, of)));
      await putDraftFile(tx, id, { path: file.path, mode: file.mode, content });
      sizes.set(file.path, content.byteLength);
    }
    checkFiles(Array.from(sizes, ([path, size]) => ({ path, size })));
    return { result: { id }, record: { action: 'drafts.create', target: name, detail: { files: files.length } } };
  });
}

/** Gives a draft another name; a blueprint keeps its own. */
export async function renameDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const key = { tenantId: actor.tenant.id, id };
  await change(dependencies, actor, async (tx) => {
    const row = await lockDraft(tx, key);
    const { latest, name: before } = await findOpenDraft(tx, key, row);
    if (row === null || latest !== null)
      throw new AppError('conflict', 'This draft is a blueprint already, and a blueprint keeps its name.');
    if (name === before) return { result: undefined, record: null };
    await refuseTakenName(tx, key.tenantId, name);
    await updateDraft(tx, id, { name });
    return { result: undefined, record: { action: 'drafts.rename', target: name, detail: { before } } };
  });
}

async function refuseTakenName(tx: Tx, tenantId: string, name: string): Promise<void> {
  if ((await findBlueprintByName(tx, tenantId, name)) === null) return;
  throw new AppError('conflict', `There is a blueprint "${name}" already. Choose another name, or open that one.`);
}
