import type { EventBus } from '../../events/bus.ts';
import type { ServerLog } from '../../log.ts';

export interface AttemptCleanerOptions {
  bus: EventBus;
  /** Those of the executions that have ended. */
  finished(ids: string[]): Promise<string[]>;
  /** Removes what an execution's attempts left on its hosts. */
  forget(executionId: string): Promise<void>;
  log: ServerLog;
}

const lookEveryMs = 1_000;

/**
 * Lets hosts forget the attempts of executions soon after these have ended, so that an uninstall leaves nothing behind.
 * What it misses is removed by the next execution that uses the host. Returns the function that ends it.
 */
export function startAttemptCleaner({ bus, finished, forget, log }: AttemptCleanerOptions): () => void {
  const seen = new Set<string>();
  const unsubscribe = bus.subscribe({
    onNotice: ({ executionId }) => {
      if (executionId !== null) seen.add(executionId);
    },
    onGap: () => {},
  });
  let isTroubled = false;
  const look = async (): Promise<void> => {
    for (const id of await finished([...seen])) {
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
