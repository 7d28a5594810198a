import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { WorkerIdentity, WorkerRow } from '../../db/repositories/worker.ts';

/** Who this process is, in a way that another process on the same machine can tell whether it still lives. */
export function ownIdentity(): Omit<WorkerIdentity, 'queuePool'> {
  return {
    id: randomUUID(),
    host: machineName(),
    pid: process.pid,
    processStart: readProcess(process.pid)?.start ?? 'unknown',
  };
}

/** True only when it is certain: the process ran here and is gone, or its number belongs to another one now. */
export function isProvenDead(row: Pick<WorkerRow, 'host' | 'pid' | 'processStart'>): boolean {
  if (row.host !== machineName() || row.processStart === 'unknown') return false;
  const process = readProcess(row.pid);
  return process === null || process.start !== row.processStart || process.isZombie;
}

/** The machine as booted and the process numbers' name space; without those, a name that nobody else has. */
function machineName(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `${hostname()} ${process.platform}`;
  }
}

function readProcess(pid: number): { start: string; isZombie: boolean } | null {
  try {
    // The name in parentheses may hold anything; the fields after it are state (3rd) to start time (22nd).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { start: fields[19] ?? 'unknown', isZombie: fields[0] === 'Z' || fields[0] === 'X' };
  } catch (fault) {
    const isGone =
      (fault as NodeJS.ErrnoException).code === 'ENOENT' || (fault as NodeJS.ErrnoException).code === 'ESRCH';
    return isGone ? null : { start: 'unreadable', isZombie: false };
  }
}
