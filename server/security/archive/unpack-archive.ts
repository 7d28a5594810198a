import { type ArchiveFile, type ArchiveLimits, ArchiveRefused, archiveLimits, EntryCollector } from './entry-rules.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';

export type { ArchiveFile } from './entry-rules.ts';

export type UnpackResult = { ok: true; files: Map<string, ArchiveFile> } | { ok: false; problem: string };

/**
 * The only way in which an archive is opened. Takes zip, tar.gz and tar; works in memory, so nothing can be written
 * outside a folder and nothing is left behind. A bad archive is refused as a whole, with the entry and the reason.
 */
export async function unpackArchive(archive: Uint8Array, limits: ArchiveLimits = archiveLimits): Promise<UnpackResult> {
  try {
    if (archive.length > limits.packedBytes) {
      throw new ArchiveRefused(`The archive is larger than ${Math.floor(limits.packedBytes / (1024 * 1024))} MB.`);
    }
    const collector = new EntryCollector(limits);
    await read(archive, collector);
    return { ok: true, files: collector.finish() };
  } catch (fault) {
    if (fault instanceof ArchiveRefused) return { ok: false, problem: fault.message };
    const reason = fault instanceof Error ? fault.message : String(fault);
    return {
      ok: false,
      problem: `The archive cannot be read: ${reason}. It may be damaged or cut short; pack it again.`,
    };
  }
}

async function read(archive: Uint8Array, collector: EntryCollector): Promise<void> {
  switch (formatOf(archive)) {
    case 'zip':
      return readZip(archive, collector);
    case 'gzip':
      return readTar(archive, collector, true);
    case 'tar':
      return readTar(archive, collector, false);
    default:
      throw new ArchiveRefused('This is not an archive that Gantry can read. Pack the blueprint as .zip or .tar.gz.');
  }
}

function formatOf(archive: Uint8Array): 'zip' | 'gzip' | 'tar' | null {
  const [a, b, c, d] = archive;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip';
  if (a === 0x1f && b === 0x8b) return 'gzip';
  return Buffer.from(archive.subarray(257, 262)).toString('latin1') === 'ustar' ? 'tar' : null;
}
