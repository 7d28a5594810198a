import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';

/** How this process and its children came before others of the machine. */
export interface CpuShare {
  /** False: the system does not allow it, everything has an equal share. */
  first: boolean;
  end(): void;
}

/** Control groups, old and new: where one is made and how much at most it may weigh (an ordinary process: 1024, 100). */
const kinds = [
  { root: '/sys/fs/cgroup/cpu', file: 'cpu.shares', weight: '262144' },
  { root: '/sys/fs/cgroup', file: 'cpu.weight', weight: '10000' },
];

const prefix = 'gantry-bench-';

/**
 * Lab hosts share the processors with what is measured, though they stand for other machines. From now on this process,
 * and what it starts, comes first. A lower priority of the hosts' processes would not do: Linux weighs it within a
 * session only, and every command of a host has its own.
 */
export function comeFirst(): CpuShare {
  for (const { root, file, weight } of kinds) {
    removeLeftOver(root);
    const group = `${root}/${prefix}${process.pid}`;
    try {
      mkdirSync(group);
      if (!existsSync(`${group}/${file}`)) throw new Error('This is not where processors are shared out.');
      writeFileSync(`${group}/${file}`, weight);
      writeFileSync(`${group}/cgroup.procs`, `${process.pid}`);
      return { first: true, end: () => writeFileSync(`${root}/cgroup.procs`, `${process.pid}`) };
    } catch {
      if (existsSync(group)) rmdirSync(group);
    }
  }
  return { first: false, end: () => undefined };
}

/** A group can be removed when the last that was started in it has ended. */
function removeLeftOver(root: string): void {
  const names = existsSync(root) ? readdirSync(root).filter((name) => name.startsWith(prefix)) : [];
  for (const name of names) {
    try {
      rmdirSync(`${root}/${name}`);
    } catch {
      // In use.
    }
  }
}
