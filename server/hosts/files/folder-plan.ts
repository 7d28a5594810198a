import { constants, type Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { SshFailure } from '../../security/ssh/failure.ts';
import type { RemoteEntry, RemoteStore } from './remote-store.ts';

/** What of a folder is copied, gathered before the first byte moves. Paths begin in the folder. */
export interface FolderPlan {
  /** Each after the one it lies in. */
  folders: { path: string; mode: number }[];
  files: { path: string; size: number; mode: number }[];
  /** Links that lead out of the folder or to folders, pipes, devices. */
  skipped: string[];
}

const types: ReadonlyMap<number, RemoteEntry['type']> = new Map([
  [constants.S_IFREG, 'file'],
  [constants.S_IFDIR, 'folder'],
  [constants.S_IFLNK, 'link'],
]);

interface Walk {
  list(folder: string): Promise<RemoteEntry[]>;
  /** What a link stands for; null when that lies outside. */
  follow(path: string): Promise<RemoteEntry | null>;
}

/** Plans to copy a folder of this machine; `root` is its real path. */
export function planLocal(root: string): Promise<FolderPlan> {
  return makePlan({
    list: async (folder) => {
      const names = await readdir(join(root, folder));
      return Promise.all(names.map(async (name) => toEntry(name, await lstat(join(root, folder, name)))));
    },
    follow: async (path) => {
      const real = await realpath(join(root, path)).catch(() => '');
      return real.startsWith(root + sep) ? toEntry('', await stat(real)) : null;
    },
  });
}

/** Plans to copy a folder of another machine; `root` is its real path, `where` names the machine in messages. */
export function planRemote(store: RemoteStore, root: string, where: string): Promise<FolderPlan> {
  return makePlan({
    list: async (folder) => {
      const entries = await store.list(posix.join(root, folder));
      for (const { name } of entries) checkName(name, where);
      return entries;
    },
    follow: async (path) => {
      const real = await store.resolve(posix.join(root, path)).catch(() => '');
      return real.startsWith(root === '/' ? root : `${root}/`) ? store.find(real) : null;
    },
  });
}

async function makePlan({ list, follow }: Walk): Promise<FolderPlan> {
  const plan: FolderPlan = { folders: [], files: [], skipped: [] };
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await list(folder)) {
      const path = posix.join(folder, entry.name);
      const { type, size, mode } = (entry.type === 'link' ? await follow(path) : entry) ?? entry;
      if (type === 'file') plan.files.push({ path, size, mode });
      else if (entry.type === 'folder') {
        // Without these bits it could not be filled.
        plan.folders.push({ path, mode: mode | 0o700 });
        waiting.push(path);
      } else plan.skipped.push(path);
    }
  }
  return plan;
}

/** A machine may name its files as it likes, but not so that they land elsewhere. */
function checkName(name: string, where: string): void {
  if (name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)) return;
  throw new SshFailure(
    'file',
    `${where} lists a file with the name "${name.slice(0, 100)}", which cannot be copied. Rename it there.`,
  );
}

/** Describes a file by what `stat` says of it, here or over SFTP. */
export function toEntry(name: string, stats: Pick<Stats, 'mode' | 'size'>): RemoteEntry {
  return {
    name,
    type: types.get(stats.mode & constants.S_IFMT) ?? 'other',
    size: stats.size,
    mode: stats.mode & 0o777,
  };
}
