import { insertBlob, pruneBlobs } from '../../../db/repositories/draft.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { packTarGz } from '../../security/archive/pack-tar-gz.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { hashOf } from './draft-content.ts';
import { draftLimits } from './draft-paths.ts';
import { findOpenDraft, readFiles } from './read-draft.ts';
import { claimDraft } from './save-draft.ts';

/** What was sent longer ago and is in no draft is forgotten. */
const keepMs = 7 * 24 * 60 * 60 * 1000;
const mostSent = 100 * 1024 * 1024;

/** Keeps the content of a file that is no text, so that saves can name it by its hash. */
export async function sendDraftContent(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, content }: { id: string; content: Uint8Array },
): Promise<{ hash: string; size: number }> {
  const key = { tenantId: actor.tenant.id, id };
  if (content.byteLength > draftLimits.binary)
    throw new AppError('too-large', 'The file is larger than 10 MB, which is the most for one that is no text.');
  const hash = hashOf(content);
  return change(dependencies, actor, async (tx, now) => {
    const { row } = await claimDraft(tx, key, { updatedAt: now, updatedBy: actor.email });
    const sent = await pruneBlobs(tx, row.id, new Date(now.getTime() - keepMs));
    if (sent + content.byteLength > mostSent)
      throw new AppError('too-large', 'More than 100 MB were added to this draft within a week.');
    await insertBlob(tx, { draftId: row.id, hash, content, sentAt: now });
    return { result: { hash, size: content.byteLength }, record: null };
  });
}

/** A draft as a tar.gz, its name without the ending. */
export async function packDraft(
  { db }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<{ name: string; archive: Uint8Array }> {
  const found = await findOpenDraft(db, { tenantId: actor.tenant.id, id });
  return { name: found.name, archive: await packTarGz(found.name, await readFiles(db, found)) };
}
