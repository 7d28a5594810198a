import { setTimeout as delay } from 'node:timers/promises';
import type { EventBus } from './bus.ts';

const batchMs = 50;

/** See EventStreams. The first message makes a reader read what happened before it subscribed. */
export async function* watchDeployment(
  bus: EventBus,
  deploymentId: string,
  signal: AbortSignal,
): AsyncGenerator<{ count: number }> {
  let isChanged = true;
  let wake: () => void = () => {};
  const note = (): void => {
    isChanged = true;
    wake();
  };
  const unsubscribe = bus.subscribe({
    onNotice: (notice) => {
      if (notice.deploymentId === deploymentId) note();
    },
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
      await delay(batchMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}
