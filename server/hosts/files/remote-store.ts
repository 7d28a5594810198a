import { SshFailure } from '../../security/ssh/failure.ts';

/** What a name on a machine stands for. */
export interface RemoteEntry {
  name: string;
  type: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  size: number;
  /** Permission bits, `0o000` to `0o777`. */
  mode: number;
}

/** The files of one account on one machine, however they are reached. Paths are absolute, or begin at its home. Methods throw `SshFailure`. */
export interface RemoteStore {
  /** What the path stands for, links followed; null: nothing. */
  find(path: string): Promise<RemoteEntry | null>;
  /** The names in a folder, links not followed. */
  list(folder: string): Promise<RemoteEntry[]>;
  /** The absolute path with all links followed. */
  resolve(path: string): Promise<string>;
  /** Makes the folder, and those above it that are missing; nothing happens when it is there. */
  makeFolder(path: string, mode: number | null): Promise<void>;
  /** Writes a file whole or not at all. `mode` null: that of the file it replaces, else what the account's umask leaves. */
  write(path: string, source: AsyncIterable<Uint8Array>, mode: number | null): Promise<void>;
  read(path: string): AsyncIterable<Uint8Array>;
  close(): void;
}

/** A file of a machine that cannot be read or written, and why: the reason ends without a full stop. */
export function fileFailure(about: { where: string; path: string; reason: string; cause?: unknown }): SshFailure {
  return new SshFailure('file', `Cannot copy ${about.path} on ${about.where}: ${about.reason}.`, about.cause);
}
