import type { OperationContext, StopSignal } from '../../../../core/ports/operation.ts';

const times = 8;
const pauseMs = 1000;

/**
 * Asks until there is something, at most eight times, a second apart; null: not yet. An operation that still waits then
 * throws `OperationRetry`, so that nothing is held for long.
 */
export async function pollBriefly<Found>(
  { signal }: Pick<OperationContext, 'signal'>,
  ask: () => Promise<Found | null>,
): Promise<Found | null> {
  for (let time = 1; ; time += 1) {
    const found = await ask();
    if (found !== null || time === times || signal.aborted) return found;
    await pause(signal);
  }
}

/** Ends early when the operation must stop. */
function pause(signal: StopSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, pauseMs);
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  });
}
