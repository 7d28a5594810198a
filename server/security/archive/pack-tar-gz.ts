import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ArchiveFile } from './entry-rules.ts';

const compress = promisify(gzip);

/** Packs files in a folder of that name; the same files make the same archive. */
export async function packTarGz(folder: string, files: ReadonlyMap<string, ArchiveFile>): Promise<Uint8Array> {
  const archive = pack();
  const top = folder.replaceAll(/[^\p{L}\p{N} ._+@-]/gu, '_');
  for (const [path, { mode, content }] of files)
    archive.entry({ name: `${top}/${path}`, mode, mtime: new Date(0) }, Buffer.from(content));
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive as AsyncIterable<Buffer>) pieces.push(piece);
  return compress(Buffer.concat(pieces));
}
