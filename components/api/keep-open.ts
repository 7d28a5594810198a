import type { Unsubscribable } from '@trpc/server/observable';
import { whileShown } from './while-shown.ts';

/** How long after its end a stream is opened again, ms. */
const retryMs = 2_000;

/**
 * Keeps a stream open while the page is shown: it is opened again a while after it has ended for whatever reason.
 * `open` is given what its end has to be told to. Returns what closes it for good.
 */
export function keepOpen(open: (onEnd: () => void) => Unsubscribable): () => void {
  return whileShown(() => {
    let stream = begin();
    let retry: ReturnType<typeof setTimeout> | undefined;
    function begin(): Unsubscribable {
      return open(again);
    }
    function again(): void {
      clearTimeout(retry);
      retry = setTimeout(() => {
        stream = begin();
      }, retryMs);
    }
    return () => {
      clearTimeout(retry);
      stream.unsubscribe();
    };
  });
}
