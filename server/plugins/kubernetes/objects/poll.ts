import { setTimeout as pause } from 'node:timers/promises';
import type { StopSignal } from '../../../../core/ports/operation.ts';

/** As long as an operation waits by itself before it asks to be run again, in milliseconds. */
const patience = 8_000;
const shortest = 100;
const longest = 1_000;

/**
 * Asks again and again, less and less often, until nothing is missing, the signal is aborted, or 8 s are over; gives
 * what is missing in the end, and null when nothing is.
 */
export async function pollWhile<T>(signal: StopSignal, missing: () => Promise<T | null>): Promise<T | null> {
  const end = performance.now() + patience;
  for (let wait = shortest; ; wait = Math.min(wait * 2, longest)) {
    const answer = await missing();
    if (answer === null || signal.aborted || performance.now() + wait > end) return answer;
    await pause(wait);
  }
}
