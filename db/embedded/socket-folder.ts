import { chownSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { embeddedPort } from './settings.ts';

/** `sun_path` holds 108 bytes with its end mark. */
const longestSocketPath = 107;
const prefix = 'gantry-socket-';
const socketName = `.s.PGSQL.${embeddedPort}`;

/** The data folder, or a private folder with a short name when the socket's path would be too long there. */
export function openSocketFolder(dataFolder: string, account: Account): string {
  if (Buffer.byteLength(join(dataFolder, socketName)) <= longestSocketPath) return dataFolder;
  const base = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp';
  const made = mkdtempSync(join(base, prefix));
  if (account) chownSync(made, account.uid, account.gid);
  return made;
}

/** Removes a private socket folder; leaves any other alone. */
export function closeSocketFolder(folder: string | null): void {
  if (folder === null || !basename(folder).startsWith(prefix) || dirname(folder) === folder) return;
  rmSync(join(folder, socketName), { force: true });
  rmSync(join(folder, `${socketName}.lock`), { force: true });
  try {
    rmdirSync(folder);
  } catch {
    // Gone already, or somebody put a file there: theirs.
  }
}
