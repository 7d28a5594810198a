import { insertBlob, pruneBlobs } from '../../../db/repositories/draft.ts';
import type { DraftFile } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { packTarGz } from '../../security/archive/pack-tar-gz.ts';
import { unpackArchive } from '../../security/archive/unpack-archive.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { hashOf, toDraftFile } from './draft-content.ts';
import { checkFiles, draftLimits } from './draft-paths.ts';
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
  if (content.byteLength > draftLimits.binary)
    throw new AppError('too-large', 'The file is larger than 10 MB, which is the most for one that is no text.');
  await keepContents(dependencies, actor, { id, contents: [content] });
  return { hash: hashOf(content), size: content.byteLength };
}

/** The files of an archive, to be looked at beside those of a draft; of the draft nothing changes. */
export async function unpackForDraft(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, archive }: { id: string; archive: Uint8Array },
): Promise<DraftFile[]> {
  const unpacked = await unpackArchive(archive);
  if (!unpacked.ok) throw new AppError('bad-request', unpacked.problem);
  const files = Array.from(unpacked.files, ([path, file]) => toDraftFile(path, file));
  checkFiles(files);
  const contents = files.flatMap(({ path, text }) => {
    const content = text === null ? unpacked.files.get(path)?.content : undefined;
    return content === undefined ? [] : [content];
  });
  await keepContents(dependencies, actor, { id, contents });
  return files;
}

async function keepContents(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, contents }: { id: string; contents: readonly Uint8Array[] },
): Promise<void> {
  const key = { tenantId: actor.tenant.id, id };
  await change(dependencies, actor, async (tx, now) => {
    const { row } = await claimDraft(tx, key, { updatedAt: now, updatedBy: actor.email });
    const sent = await pruneBlobs(tx, row.id, new Date(now.getTime() - keepMs));
    const size = contents.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (sent + size > mostSent)
      throw new AppError('too-large', 'More than 100 MB were added to this draft within a week.');
    for (const content of contents)
      await insertBlob(tx, { draftId: row.id, hash: hashOf(content), content, sentAt: now });
    return { result: undefined, record: null };
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
