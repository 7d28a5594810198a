import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StartError } from './start-error.ts';

interface Owner {
  pid: number;
  /** When the process began, in clock ticks since boot: a process id is given to another program one day. */
  startedAt: string;
  /** Null until it answers. */
  url: string | null;
}

export interface FolderLock {
  /** Tells whoever starts a second time where the first one is. */
  announce(url: string): void;
  release(): void;
}

/**
 * Makes this process the only one that uses the data folder. A lock left by a process that was killed is no obstacle.
 * @throws StartError naming the process and its address when another one uses the folder
 */
export function lockFolder(file: string): FolderLock {
  const self: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? '', url: null };
  const draft = `${file}.${process.pid}`;
  write(draft, self);
  try {
    while (!tryLink(draft, file)) {
      const owner = read(file);
      if (owner && startOf(owner.pid) === owner.startedAt) throw new StartError(alreadyRuns(owner, file));
      setAside(file, owner);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    announce: (url) => {
      write(draft, { ...self, url });
      renameSync(draft, file);
    },
    release: () => {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

function alreadyRuns(owner: Owner, file: string): string {
  const where = owner.url === null ? 'It is still starting' : `It answers at ${owner.url}`;
  return `Gantry already runs with this data: process ${owner.pid}. ${where}. To run a second one, give it a folder in GANTRY_DATA_DIR and another PORT. (${file})`;
}

/** Creating a link either succeeds or finds a file: there is no moment in between. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead process's lock, and puts back what somebody else created in the same moment. */
function setAside(file: string, dead: Owner | null): void {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const removed = read(aside);
  if (removed && dead?.pid !== removed.pid) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function write(file: string, owner: Owner): void {
  writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
}

function read(file: string): Owner | null {
  try {
    const { pid, startedAt, url } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, url: url ?? null } : null;
  } catch {
    return null;
  }
}

/** Null when there is no such process, or only its entry waiting to be read by its parent. */
function startOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
