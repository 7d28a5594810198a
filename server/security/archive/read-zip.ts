import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { ArchiveRefused, type EntryCollector, type EntryKind, showName } from './entry-rules.ts';

const unixMadeBy = 3;
const encryptedFlag = 0x1;

/** Reads a zip archive into `collector`. Sizes are checked against what really comes out. Throws ArchiveRefused. */
export async function readZip(archive: Uint8Array, collector: EntryCollector): Promise<void> {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  // Names are left undecoded so that our own rules see them as they are.
  const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
  try {
    for await (const entry of zip.eachEntry()) await readEntry(zip, entry, collector);
  } finally {
    zip.close();
  }
}

async function readEntry(zip: ZipFile, entry: Entry, collector: EntryCollector): Promise<void> {
  const name = nameOf(entry);
  const path = collector.open(name, kindOf(entry, name));
  if (path === null) return;
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) {
    throw new ArchiveRefused(
      `The archive's entry ${showName(name)} is encrypted. Pack the blueprint again without a password.`,
    );
  }
  const pieces: Buffer[] = [];
  const stream = await zip.openReadStreamPromise(entry);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    collector.count(piece.length);
    pieces.push(piece);
  }
  collector.add(path, { mode: modeOf(entry), content: Buffer.concat(pieces) });
}

function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
}

function unixMode(entry: Entry): number {
  return entry.versionMadeBy >>> 8 === unixMadeBy ? entry.externalFileAttributes >>> 16 : 0;
}

function kindOf(entry: Entry, name: string): EntryKind {
  const type = unixMode(entry) & 0o170000;
  if (type === 0o120000) return 'link';
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) return 'special';
  return type === 0o040000 || /[/\\]$/.test(name) ? 'directory' : 'file';
}

function modeOf(entry: Entry): number {
  const mode = unixMode(entry) & 0o777;
  return mode === 0 ? 0o644 : mode;
}
