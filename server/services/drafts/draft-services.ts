import type { ServiceDependencies } from '../dependencies.ts';
import type { DraftServices } from '../services.ts';
import { compareVersions } from './compare-versions.ts';
import { createDraft, renameDraft } from './create-draft.ts';
import { discardDraft } from './discard-draft.ts';
import { packDraft, sendDraftContent, unpackForDraft } from './draft-files.ts';
import { listDrafts, listDraftVersions, readVersion } from './list-drafts.ts';
import { openDraft, readDraftState } from './open-draft.ts';
import { publishDraft } from './publish-draft.ts';
import { readSource } from './read-source.ts';
import { saveDraft } from './save-draft.ts';

/** Blueprints while they are written. */
export function draftServices(d: ServiceDependencies): DraftServices {
  return {
    open: (actor, id) => openDraft(d, actor, id),
    state: (actor, id) => readDraftState(d, actor, id),
    list: (actor) => listDrafts(d, actor),
    create: (actor, draft) => createDraft(d, actor, draft),
    rename: (actor, input) => renameDraft(d, actor, input),
    save: (actor, request) => saveDraft(d, actor, request),
    discard: (actor, id) => discardDraft(d, actor, id),
    publish: (actor, request) => publishDraft(d, actor, request),
    versions: (actor, id) => listDraftVersions(d, actor, id),
    version: (actor, input) => readVersion(d, actor, input),
    compare: (actor, input) => compareVersions(d, actor, input),
    send: (actor, input) => sendDraftContent(d, actor, input),
    unpack: (actor, input) => unpackForDraft(d, actor, input),
    pack: (actor, id) => packDraft(d, actor, id),
    source: (_actor, location, version) => readSource(location, version),
  };
}
