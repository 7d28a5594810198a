import { deleteDraft, deleteDraftFiles, lockDraft, updateDraft } from '../../../db/repositories/draft.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { findOpenDraft } from './read-draft.ts';

/** Gives up what no version holds: a blueprint is as its latest version again, a draft of a new one is gone. */
export async function discardDraft(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  const key = { tenantId: actor.tenant.id, id };
  await change(dependencies, actor, async (tx, now) => {
    const row = await lockDraft(tx, key);
    const { latest, isChanged, name } = await findOpenDraft(tx, key, row);
    if (row === null || !isChanged) return { result: undefined, record: null };
    if (latest === null) await deleteDraft(tx, key);
    else {
      await deleteDraftFiles(tx, id);
      const revision = row.revision + 1;
      await updateDraft(tx, id, { mainFile: null, revision, updatedAt: now, updatedBy: actor.email });
    }
    return { result: undefined, record: { action: 'drafts.discard', target: name } };
  });
}
