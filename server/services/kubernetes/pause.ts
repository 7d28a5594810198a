import { setTimeout as delay } from 'node:timers/promises';

/** Waits; resolves at once when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** How long to wait after so many failures in a row, ms: 1 s, then twice as long each time, up to 30 s. */
export function waitAfter(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1));
}
