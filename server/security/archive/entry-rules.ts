/** What an archive may hold; reliability.md P13. Bytes and counts. */
export interface ArchiveLimits {
  packedBytes: number;
  unpackedBytes: number;
  entries: number;
}

export const archiveLimits: ArchiveLimits = {
  packedBytes: 50 * 1024 * 1024,
  unpackedBytes: 500 * 1024 * 1024,
  entries: 20_000,
};

/** A file taken out of an archive. `mode` keeps only the permission bits. */
export interface ArchiveFile {
  mode: number;
  content: Uint8Array;
}

/** The archive is refused; the message names the entry and says what is wrong with it. */
export class ArchiveRefused extends Error {
  override name = 'ArchiveRefused';
}

/** A tar entry's header, the header of its long name, and what fills up its last block. */
const tarOverhead = 4096;

export type EntryKind = 'file' | 'directory' | 'link' | 'special';

/** How a name is shown in a message: short and without control characters. */
export function showName(name: string): string {
  const shown = JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);
  return shown.replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** The safe relative path that an entry's name stands for, `''` for the top folder itself. Throws ArchiveRefused. */
export function checkName(name: string): string {
  if (name.includes('\0')) throw refuse(name, 'has a NUL character in its name');
  const path = name.replaceAll('\\', '/');
  if (path.startsWith('/')) throw refuse(name, 'has an absolute path');
  if (/^[A-Za-z]:/.test(path)) throw refuse(name, 'begins with a drive letter');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path)) throw refuse(name, 'has a control character in its name');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refuse(name, 'leads out of the archive with ".."');
  if (parts.length > 64) throw refuse(name, 'lies in more than 64 nested folders');
  if (parts.some((part) => Buffer.byteLength(part) > 255))
    throw refuse(name, 'has a part that is longer than 255 bytes');
  return parts.join('/');
}

function refuse(name: string, why: string): ArchiveRefused {
  return new ArchiveRefused(
    `The archive's entry ${showName(name)} ${why}. Pack the blueprint's folder again without it.`,
  );
}

/** Takes entries one by one and holds them to the rules; what it has collected is only used when all were taken. */
export class EntryCollector {
  readonly #limits: ArchiveLimits;
  readonly #files = new Map<string, ArchiveFile>();
  /** Path in lower case to the path as first seen, for files and for the folders they are in. */
  readonly #seen = new Map<string, { path: string; kind: 'file' | 'directory' }>();
  #entries = 0;
  #bytes = 0;
  #rawBytes = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Returns the path under which a file's content is to be added, or null for what has no content. */
  open(name: string, kind: EntryKind): string | null {
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) {
      throw new ArchiveRefused(
        `The archive has more than ${this.#limits.entries.toLocaleString('en')} entries. Leave out what the blueprint does not need.`,
      );
    }
    const path = checkName(name);
    if (kind === 'link') throw refuse(name, 'is a link; links are not allowed');
    if (kind === 'special') throw refuse(name, 'is a device or another special file');
    if (path === '') return null;
    this.#claimFolders(path, name);
    this.#claim(path, kind, name);
    return kind === 'file' ? path : null;
  }

  /** Counts bytes of a tar stream, headers and padding included; says why to stop when they are too many. */
  countRaw(bytes: number): ArchiveRefused | null {
    this.#rawBytes += bytes;
    const headers = (this.#limits.entries + 1) * tarOverhead;
    return this.#rawBytes > this.#limits.unpackedBytes + headers ? this.#tooMuch() : null;
  }

  /** Counts unpacked bytes while they come, so that a lying size header cannot get past the limit. */
  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.unpackedBytes) throw this.#tooMuch();
  }

  add(path: string, file: ArchiveFile): void {
    this.#files.set(path, file);
  }

  /** The files, without the single top folder that holds all of them if there is one. */
  finish(): Map<string, ArchiveFile> {
    if (this.#files.size === 0) throw new ArchiveRefused('The archive has no files in it.');
    return stripTopFolder(this.#files);
  }

  #tooMuch(): ArchiveRefused {
    const limit = Math.floor(this.#limits.unpackedBytes / (1024 * 1024));
    return new ArchiveRefused(
      `The archive unpacks to more than ${limit} MB. Leave out what the blueprint does not need.`,
    );
  }

  #claimFolders(path: string, name: string): void {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      this.#claim(path.slice(0, at), 'directory', name);
  }

  #claim(path: string, kind: 'file' | 'directory', name: string): void {
    const key = path.normalize('NFC').toLowerCase();
    const earlier = this.#seen.get(key);
    if (earlier === undefined) {
      this.#seen.set(key, { path, kind });
      return;
    }
    if (earlier.path !== path)
      throw refuse(name, `differs from ${showName(earlier.path)} only in upper and lower case`);
    if (earlier.kind !== kind) throw refuse(name, 'is both a file and a folder');
    if (kind === 'file') throw refuse(name, 'is in it twice');
  }
}

function stripTopFolder(files: Map<string, ArchiveFile>): Map<string, ArchiveFile> {
  const tops = new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [top] = tops;
  if (tops.size !== 1 || top === undefined || top === '') return files;
  return new Map([...files].map(([path, file]) => [path.slice(top.length), file]));
}
