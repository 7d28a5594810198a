import { readdirSync, readFileSync } from 'node:fs';

/**
 * The memory of a process and all its descendants, MiB: proportional set size from /proc/<pid>/smaps_rollup, in which a
 * page that several processes share counts once. PostgreSQL's processes share most of theirs, so sums of resident set
 * sizes would count it many times. Linux only.
 */
export function memoryOfTree(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + proportionalSet(pid), 0) / 1024;
}

/** The parent of a process; 0 when it is gone. */
export function parentOf(pid: number): number {
  // The command's name, in brackets, may hold anything; what follows the last bracket is fixed.
  const [, parent] = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return Number(parent ?? 0);
}

/** A process and all its descendants. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** KiB. */
function proportionalSet(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Processes come and go while one looks; what is gone is empty. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
