import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../hosts/commands.ts';

const top = '/sys/fs/cgroup';
const prefix = 'gantry-machine-';

/** The folder of this process in each cgroup hierarchy of the machine, of either version. */
async function ownCgroups(): Promise<string[]> {
  const lines = (await readFile('/proc/self/cgroup', 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [, controllers = '', ...rest] = line.split(':');
    const path = rest.join(':');
    if (controllers !== '') return join(top, controllers.replace('name=', ''), path);
    return join(top, lines.length === 1 ? '' : 'unified', path);
  });
}

/**
 * Makes a cgroup in every hierarchy, below the caller's own so that its limits hold, and returns their folders. The
 * owner's process number is in the name: what a killed run left behind is removed by the next.
 */
export async function makeCgroups(name: string): Promise<string[]> {
  const made: string[] = [];
  for (const parent of await ownCgroups()) {
    if (!existsSync(parent)) continue;
    await removeOrphans(parent);
    const folder = join(parent, `${prefix}${process.pid}-${name}`);
    await mkdir(folder, { recursive: true });
    // The first version gives a new group no processors and no memory.
    for (const file of ['cpuset.mems', 'cpuset.cpus']) {
      if (!existsSync(join(folder, 'cgroup.clone_children')) || !existsSync(join(folder, file))) continue;
      await writeFile(join(folder, file), await readFile(join(parent, file), 'utf8'));
    }
    made.push(folder);
  }
  return made;
}

/** Removes cgroups with all below them, whose processes were ended; waits for the last of them to go. */
export async function removeCgroups(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    await waitUntil(() => removeTree(folder), { text: `the cgroup ${folder} still has processes` });
  }
}

async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) await removeTree(join(parent, name));
  }
}

async function removeTree(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries) if (entry.isDirectory()) await removeTree(join(folder, entry.name));
    await rmdir(folder);
    return true;
  } catch {
    return false;
  }
}
