import { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import type { EntryCollector, EntryKind } from './entry-rules.ts';

/** Reads a tar archive, gzipped or not, into `collector`. Throws ArchiveRefused. */
export async function readTar(archive: Uint8Array, collector: EntryCollector, gzipped: boolean): Promise<void> {
  const tar = extract();
  const source = Readable.from(pieces(archive));
  const unzipped = source.pipe(gzipped ? createGunzip() : new PassThrough());
  unzipped.once('error', (fault: Error) => tar.destroy(fault));
  // Also what lies between the entries is counted: a few megabytes of packed zeros would keep this busy for minutes.
  unzipped.on('data', (piece: Buffer) => {
    const refusal = collector.countRaw(piece.length);
    if (refusal !== null) tar.destroy(refusal);
  });
  unzipped.pipe(tar);
  try {
    for await (const entry of tar) {
      const { name, type, mode } = entry.header;
      const path = collector.open(name, kindOf(type, name));
      const content: Buffer[] = [];
      for await (const piece of entry as AsyncIterable<Buffer>) {
        collector.count(piece.length);
        content.push(piece);
      }
      if (path !== null) collector.add(path, { mode: (mode ?? 0) & 0o777 || 0o644, content: Buffer.concat(content) });
    }
  } finally {
    source.destroy();
    unzipped.destroy();
    tar.destroy();
  }
}

function* pieces(archive: Uint8Array): Generator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < archive.length; at += size) {
    yield Buffer.from(archive.buffer, archive.byteOffset + at, Math.min(size, archive.length - at));
  }
}

function kindOf(type: Header['type'], name: string): EntryKind {
  if (type === 'symlink' || type === 'link') return 'link';
  if (type === 'directory') return 'directory';
  if (type === 'file' || type === 'contiguous-file' || type === undefined || type === null)
    return /[/\\]$/.test(name) ? 'directory' : 'file';
  return 'special';
}
