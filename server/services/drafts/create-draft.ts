import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { findBlueprintByName } from '../../../db/repositories/blueprint.ts';
import { findBlob, insertDraft, lockDraft, putDraftFile, updateDraft } from '../../../db/repositories/draft.ts';
import type { NewDraft } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import type { ArchiveFile } from '../../security/archive/unpack-archive.ts';
import type { BlueprintFiles } from '../blueprints/blueprint-source.ts';
import { type ChangeRecord, change, type ServiceDependencies } from '../dependencies.ts';
import { contentOf } from './draft-content.ts';
import { checkFiles } from './draft-paths.ts';
import { findOpenDraft } from './read-draft.ts';

/** Makes a draft of a new blueprint; there is none of that name yet. */
export async function createDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  { files, from, ...draft }: NewDraft,
): Promise<{ id: string }> {
  return change(dependencies, actor, async (tx, now) => {
    // Whose content is named must be of this tenant.
    if (from !== undefined) await findOpenDraft(tx, { tenantId: actor.tenant.id, id: from });
    const written = new Map<string, ArchiveFile>();
    for (const file of files) {
      const content = await contentOf(file, async (of) => (from === undefined ? null : findBlob(tx, from, of)));
      written.set(file.path, { mode: file.mode, content });
    }
    const id = await insertNew(tx, { ...draft, id: dependencies.ids.uuid(), files: written, actor, now });
    return { result: { id }, record: recordOf(draft.name, { files: files.length }) };
  });
}

/** As `createDraft`, of files that came from elsewhere; `detail` goes to the audit trail. */
export async function createDraftOf(
  dependencies: ServiceDependencies,
  actor: Actor,
  { detail, ...draft }: Pick<NewDraft, 'name' | 'mainFile'> & { files: BlueprintFiles; detail: JsonObject },
): Promise<{ id: string }> {
  return change(dependencies, actor, async (tx, now) => {
    const id = await insertNew(tx, { ...draft, id: dependencies.ids.uuid(), actor, now });
    return { result: { id }, record: recordOf(draft.name, detail) };
  });
}

function recordOf(target: string, detail: JsonObject): ChangeRecord {
  return { action: 'drafts.create', target, detail };
}

interface NewRow extends Pick<NewDraft, 'name' | 'mainFile' | 'layout'> {
  id: string;
  files: BlueprintFiles;
  actor: Actor;
  now: Date;
}

async function insertNew(tx: Tx, { id, name, mainFile, files, layout, actor, now }: NewRow): Promise<string> {
  const tenantId = actor.tenant.id;
  await refuseTakenName(tx, tenantId, name);
  if (!files.has(mainFile)) throw new AppError('bad-request', `The main file "${mainFile}" is not among the files.`);
  checkFiles(Array.from(files, ([path, { content }]) => ({ path, size: content.byteLength })));
  await insertDraft(tx, {
    ...{ id, tenantId, name, mainFile, baseVersion: null, revision: 1 },
    ...{ layout: layout ?? { places: {}, notes: {} }, updatedAt: now, updatedBy: actor.email },
  });
  for (const [path, { mode, content }] of files) await putDraftFile(tx, id, { path, mode, content });
  return id;
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

/** @throws AppError when there is a blueprint of that name */
export async function refuseTakenName(tx: Db | Tx, tenantId: string, name: string): Promise<void> {
  if ((await findBlueprintByName(tx, tenantId, name)) === null) return;
  throw new AppError('conflict', `There is a blueprint "${name}" already. Choose another name, or open that one.`);
}
