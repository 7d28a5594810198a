import type { DraftState, OpenedDraft } from '../../api/draft-contract.ts';
import type { Actor } from '../../security/actor.ts';
import { rolesAllowed } from '../../security/policy.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { toDraftFile } from './draft-content.ts';
import { findOpenDraft, mainFileOf, readFiles, stateOf } from './read-draft.ts';

/** The blueprint with all its files as they were saved last, as a version or on the way to one. */
export async function openDraft({ db }: ServiceDependencies, actor: Actor, id: string): Promise<OpenedDraft> {
  return db.transaction(
    async (tx) => {
      const found = await findOpenDraft(tx, { tenantId: actor.tenant.id, id });
      const files = await readFiles(tx, found);
      return {
        ...stateOf(found),
        id,
        name: found.name,
        mainFile: mainFileOf(found),
        files: Array.from(files, ([path, file]) => toDraftFile(path, file)),
        layout: found.row?.layout ?? { places: {}, notes: {} },
        canEdit: rolesAllowed('drafts.save').includes(actor.role),
      };
    },
    // What differs and what it differs from must be of one moment.
    { isolationLevel: 'repeatable read' },
  );
}

/** Which state a draft is in; cheap enough to be asked every few seconds. */
export async function readDraftState({ db }: ServiceDependencies, actor: Actor, id: string): Promise<DraftState> {
  return stateOf(await findOpenDraft(db, { tenantId: actor.tenant.id, id }));
}
