import type { LaidOut, LayoutRequest } from './protocol.ts';

/** Lays drawings out beside the page. */
export interface LayoutMaker {
  /** Fetches its program, so that the first drawing need not wait for it. */
  prepare(): void;
  layOut(request: LayoutRequest): Promise<LaidOut>;
  stop(): void;
}

/** The worker begins with the first drawing, or when it is prepared. */
export function startLayout(): LayoutMaker {
  const waiting = new Map<number, (laidOut: LaidOut) => void>();
  let worker: Worker | null = null;
  let last = 0;
  const start = (): Worker => {
    const started = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<{ id: number; laidOut: LaidOut }>) => {
      waiting.get(data.id)?.(data.laidOut);
      waiting.delete(data.id);
    });
    return started;
  };
  return {
    prepare() {
      worker ??= start();
    },
    layOut(request) {
      worker ??= start();
      last += 1;
      const id = last;
      worker.postMessage({ id, request });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    stop: () => worker?.terminate(),
  };
}
