import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { bareEnvironment, embeddedUser } from './settings.ts';
import { DatabaseStartError } from './start-error.ts';

/** A new cluster takes about 40 MB, its first write-ahead log included. */
const bytesForNewCluster = 80 * 1024 * 1024;

/** What a cluster is made and served with. */
export interface ClusterHost {
  binaries: Binaries;
  account: Account;
  /** Told what a person should know. */
  say: (line: string) => void;
}

/**
 * Makes sure that `folder` holds a cluster that these programs can serve.
 * @returns the folder it really lives in, which differs from `folder` when the account cannot reach that
 */
export function prepareCluster(folder: string, host: ClusterHost): string {
  const { binaries, account } = host;
  const real = placeOf(folder, host);
  if (!existsSync(join(real, 'PG_VERSION'))) createCluster(real, binaries, account);
  const version = readFileSync(join(real, 'PG_VERSION'), 'utf8').trim();
  if (version !== binaries.major) {
    throw new DatabaseStartError(
      `The database in ${real} was made by PostgreSQL ${version}, and this Gantry brings PostgreSQL ${binaries.major}. Start it with the Gantry that made it, or name another folder in GANTRY_DATA_DIR.`,
    );
  }
  return real;
}

function placeOf(folder: string, { account, say }: ClusterHost): string {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return followLink(folder);
  const parent = dirname(folder);
  if (existsSync(folder) || isReachable(parent, account)) return folder;
  mkdirSync('/var/lib/gantry', { recursive: true, mode: 0o755 });
  const elsewhere = join(mkdtempOpen('/var/lib/gantry/database-'), basename(folder));
  mkdirSync(elsewhere, { mode: 0o700 });
  if (account) chownSync(elsewhere, account.uid, account.gid);
  symlinkSync(elsewhere, folder);
  say(
    `PostgreSQL runs as user ${account?.name ?? 'yourself'}, who cannot reach ${parent}: the database lives in ${elsewhere}.`,
  );
  return elsewhere;
}

function followLink(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new DatabaseStartError(
      `${folder} points to a database that is gone. Put it back, or remove the link to start with an empty one.`,
    );
  }
}

function mkdtempOpen(prefix: string): string {
  const made = mkdtempSync(prefix);
  chmodSync(made, 0o711);
  return made;
}

function isReachable(folder: string, account: Account): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...runAs(account), cwd: '/', env: bareEnvironment() })
      .status === 0
  );
}

/** Made beside its final place and renamed: a cluster is either whole or not there. */
function createCluster(folder: string, binaries: Binaries, account: Account): void {
  refuseFullDisk(dirname(folder));
  removeAbandonedDrafts(folder);
  const draft = `${folder}.new-${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  if (account) chownSync(draft, account.uid, account.gid);
  const made = spawnSync(
    join(binaries.folder, 'bin', 'initdb'),
    [
      '-D',
      draft,
      '-U',
      embeddedUser,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...runAs(account), cwd: '/', env: bareEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new DatabaseStartError(explainFailure(`${made.stderr ?? ''}${made.error?.message ?? ''}`, folder));
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else was faster: theirs is as good.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
  }
}

function removeAbandonedDrafts(folder: string): void {
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(prefix) || existsSync(`/proc/${name.slice(prefix.length)}`)) continue;
    rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function refuseFullDisk(folder: string): void {
  if (freeBytes(folder) < bytesForNewCluster) throw new DatabaseStartError(fullDisk(folder));
}

/** Turns what PostgreSQL printed before it gave up into a message for a person. */
export function explainFailure(output: string, folder: string): string {
  const told = output.trim().split('\n').slice(-6).join('\n');
  return (
    recogniseFailure(output, folder) ??
    `The database in ${folder} does not start. PostgreSQL says:\n${told || '(nothing)'}`
  );
}

/** A message about a cause that does not go away by trying again; null for any other. */
export function recogniseFailure(output: string, folder: string): string | null {
  // A disk may be so full that not even the complaint fits on it.
  if (/No space left on device|Disk quota exceeded/i.test(output) || freeBytes(dirname(folder)) < 1024 * 1024) {
    return fullDisk(folder);
  }
  if (/Read-only file system/i.test(output)) {
    return `The database in ${folder} cannot start: its disk is mounted read-only. Mount it writable and start again.`;
  }
  if (/could not (create|map) .*shared memory|Cannot allocate memory/i.test(output)) {
    return `The database in ${folder} cannot start: there is not enough memory. Free about 100 MB and start again.`;
  }
  return null;
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function fullDisk(folder: string): string {
  return `The database in ${folder} cannot start: the disk is full. Nothing was lost. Free at least 80 MB there, or move the data and name its new folder in GANTRY_DATA_DIR, then start again.`;
}
