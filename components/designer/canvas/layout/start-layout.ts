import type { LaidOut, LayoutRequest } from './protocol.ts';

/** Lays drawings out beside the page. */
export interface LayoutMaker {
  layOut(request: LayoutRequest): Promise<LaidOut>;
  stop(): void;
}

let spare: Worker | null = null;

/** Starts a worker for the next layout maker: its program comes while the blueprint is read. */
export function prepareLayout(): void {
  spare ??= startWorker();
}

function startWorker(): Worker {
  return new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
}

/** The worker begins with the first drawing, unless one was prepared. */
export function startLayout(): LayoutMaker {
  const waiting = new Map<number, (laidOut: LaidOut) => void>();
  let worker: Worker | null = null;
  let last = 0;
  const start = (): Worker => {
    const started = spare ?? startWorker();
    spare = null;
    started.addEventListener('message', ({ data }: MessageEvent<{ id: number; laidOut: LaidOut }>) => {
      waiting.get(data.id)?.(data.laidOut);
      waiting.delete(data.id);
    });
    return started;
  };
  return {
    layOut(request) {
      worker ??= start();
      last += 1;
      const id = last;
      worker.postMessage({ id, request });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    stop() {
      worker?.terminate();
      worker = null;
      waiting.clear();
    },
  };
}
