import { setTimeout as delay } from 'node:timers/promises';
import type { ChangeNotice, EventBus } from './bus.ts';

interface Watch {
  /** Which deployments are meant. */
  isMeant(deploymentId: string): boolean | Promise<boolean>;
  /** The least time between two messages, ms. */
  pauseMs: number;
  signal: AbortSignal;
}

/** See EventStreams. The first message makes a reader read what happened before it subscribed. */
export async function* watchNotices(bus: EventBus, watch: Watch): AsyncGenerator<{ count: number }> {
  const { isMeant, pauseMs, signal } = watch;
  let isChanged = true;
  let wake: () => void = () => {};
  const note = (): void => {
    isChanged = true;
    wake();
  };
  const onNotice = async ({ deploymentId }: ChangeNotice): Promise<void> => {
    if (!isChanged && (await isMeant(deploymentId))) note();
  };
  const unsubscribe = bus.subscribe({
    // Who cannot be told whether it concerns them reads once too often.
    onNotice: (notice) => void onNotice(notice).catch(note),
    onGap: note,
  });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    for (let count = 0; !signal.aborted; ) {
      if (!isChanged) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      isChanged = false;
      yield { count };
      count++;
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}
