import { createHash } from 'node:crypto';
import type { DraftFile, WrittenFile } from '../../api/draft-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { ArchiveFile } from '../../security/archive/unpack-archive.ts';
import { draftLimits } from './draft-paths.ts';

/** A file as the designer reads it: with its text, or with the hash of what is none. */
export function toDraftFile(path: string, { mode, content }: ArchiveFile): DraftFile {
  const text = textOf(content);
  const file = { path, mode, text, size: content.byteLength };
  return text === null ? { ...file, hash: hashOf(content) } : file;
}

/** SHA-256 in hexadecimal. */
export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The bytes of a file that is written; `find` looks one up by its hash.
 * @throws AppError when it is too large or nothing has that hash
 */
export async function contentOf(
  file: WrittenFile,
  find: (wanted: { hash: string; size: number }) => Promise<Uint8Array | null>,
): Promise<Uint8Array> {
  if ('text' in file) {
    const content = new TextEncoder().encode(file.text);
    if (content.byteLength <= draftLimits.text) return content;
    throw new AppError('too-large', `"${file.path}" is larger than 4 MB, which is the most for a text.`);
  }
  const content = await find(file);
  if (content !== null) return content;
  throw new AppError('bad-request', `What is in "${file.path}" is no longer known. Add the file again.`);
}

/** Only what comes out as the same bytes again is text. */
function textOf(content: Uint8Array): string | null {
  if (content.byteLength > draftLimits.text || content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
