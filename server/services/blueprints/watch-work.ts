import type { Worker } from 'node:worker_threads';

export interface WorkLimits {
  /** Milliseconds of the processor, the start of the thread with them. */
  workMs: number;
  /** Milliseconds on the clock, however little of the processor the thread was given. */
  clockMs: number;
}

const lookEveryMs = 250;

/**
 * Calls `onExceeded` once when a thread has worked longer than `limits` allow. Its own work counts, not the clock: on a
 * machine that is busy with other things a good text takes longer and is still a good text. Where Node cannot say what
 * a thread has used (before 24.6), the clock counts for it.
 *
 * @returns what ends the watch
 */
export function watchWork(worker: Worker, limits: WorkLimits, onExceeded: () => void): () => void {
  const started = performance.now();
  let isOver = false;
  const stop = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  const timer = setInterval(async () => {
    const passedMs = performance.now() - started;
    if (passedMs <= limits.clockMs && (await workOf(worker, passedMs)) <= limits.workMs) return;
    if (isOver) return;
    stop();
    onExceeded();
  }, lookEveryMs);
  return stop;
}

async function workOf(worker: Worker, passedMs: number): Promise<number> {
  if (typeof worker.cpuUsage !== 'function') return passedMs;
  // A thread that has not begun, or has ended, says so by an error.
  const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  return (user + system) / 1000;
}
