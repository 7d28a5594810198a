import type { EventBus } from '../../events/bus.ts';
import type { ServerLog } from '../../log.ts';

export interface AttemptCleanerOptions {
  bus: EventBus;
  /** Those of the executions that are pending or running; all others have ended, or were deleted after their end. */
  unfinished(ids: string[]): Promise<string[]>;
  /** Removes what an execution's attempts left on its hosts. */
  forget(executionId: string): Promise<void>;
  log: ServerLog;
}

const lookEveryMs = 1_000;

/**
 * Lets hosts forget the attempts of executions soon after these have ended, so that an uninstall leaves nothing behind.
 * What it misses is removed by the next execution that uses the host. Returns the function that ends it.
 */
export function startAttemptCleaner({ bus, unfinished: unfinishedOf, forget, log }: AttemptCleanerOptions): () => void {
  const seen = new Set<string>();
  const unsubscribe = bus.subscribe({
    onNotice: ({ executionId }) => {
      if (executionId !== null) seen.add(executionId);
    },
    onGap: () => {},
  });
  let isTroubled = false;
  const look = async (): Promise<void> => {
    const ids = [...seen];
    const unfinished = new Set(await unfinishedOf(ids));
    for (const id of ids.filter((one) => !unfinished.has(one))) {
      seen.delete(id);
      await forget(id);
    }
    isTroubled = false;
  };
  const complain = (fault: unknown): void => {
    if (!isTroubled) log('warning', 'hosts could not be tidied up; it is tried again', { fault });
    isTroubled = true;
  };
  const timer = setInterval(() => {
    if (seen.size > 0) look().catch(complain);
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}
