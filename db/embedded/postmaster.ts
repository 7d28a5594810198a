import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a running PostgreSQL says of itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  socketFolder: string | null;
}

/** The PostgreSQL that serves the data folder now; null when there is none, whatever a stale file says. */
export function findPostmaster(dataFolder: string): Postmaster | null {
  const lines = readLines(join(dataFolder, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !servesFolder(pid, dataFolder)) return null;
  return { pid, socketFolder: lines[4] || null };
}

/**
 * Removes the `postmaster.pid` of a dead server. Its number may belong to another program of the same account by now,
 * which PostgreSQL would take for a living server.
 */
export function removeStaleLock(dataFolder: string): void {
  const file = join(dataFolder, 'postmaster.pid');
  const isStale = readLines(file).length > 0 && findPostmaster(dataFolder) === null;
  if (isStale && findServerProcesses(dataFolder).length === 0) rmSync(file, { force: true });
}

/** Where a former PostgreSQL had its socket, by the file it left behind. */
export function formerSocketFolder(dataFolder: string): string | null {
  return readLines(join(dataFolder, 'postmaster.pid'))[4] || null;
}

/** Processes of PostgreSQL that still work in the data folder, with or without a postmaster. */
export function findServerProcesses(dataFolder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && servesFolder(pid, dataFolder));
}

/** A dead process that nobody waited for yet counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    const state = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return state !== undefined && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

/** PostgreSQL works in its data folder: a process id alone may have been given to another program since. */
function servesFolder(pid: number, dataFolder: string): boolean {
  try {
    return (
      isAlive(pid) &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
      readlinkSync(`/proc/${pid}/cwd`) === dataFolder
    );
  } catch {
    return false;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
