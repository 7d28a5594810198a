import { findBlueprint, listContents } from '../../../db/repositories/blueprint.ts';
import type { DraftFile, OpenedDraft } from '../../api/draft-contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

/** The blueprint with all its files, as the designer begins with it. */
export async function openDraft({ db }: ServiceDependencies, actor: Actor, id: string): Promise<OpenedDraft> {
  const overview = await findBlueprint(db, actor.tenant.id, id);
  if (overview === null) throw notFound('blueprint');
  const files = await listContents(db, overview.versionId);
  return {
    id,
    name: overview.name,
    mainFile: overview.mainFile,
    files: files.map(toDraftFile),
    layout: { places: {}, notes: {} },
    canEdit: true,
  };
}

function toDraftFile({ path, mode, content }: { path: string; mode: number; content: Uint8Array }): DraftFile {
  return { path, mode, text: textOf(content), size: content.byteLength };
}

/** Only what comes out as the same bytes again is text. */
function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
