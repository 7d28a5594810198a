import type { Analysis, Analyst } from './protocol.ts';
import type { Answer, Question, Told } from './worker-messages.ts';

type Waiting = (value: never) => void;

/** Starts a worker that analyses a blueprint. */
export function startAnalysis(): Analyst {
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(analysis: Analysis) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.kind === 'analysis') {
      for (const listener of listeners) listener(data.analysis);
      return;
    }
    waiting.get(data.id)?.(data.value as never);
    waiting.delete(data.id);
  });
  function ask<Value>(question: Question): Promise<Value> {
    last += 1;
    const id = last;
    worker.postMessage({ id, question });
    return new Promise<Value>((resolve) => waiting.set(id, resolve as Waiting));
  }
  const tell = (question: Question) => worker.postMessage({ id: 0, question });
  return {
    open: (request) => tell({ kind: 'open', ...request }),
    edit: (change) => tell({ kind: 'edit', ...change }),
    resolve: (revision, intents) => ask<Answer['resolve']>({ kind: 'resolve', revision, intents }),
    find: (place) => ask<Answer['find']>({ kind: 'find', place }),
    at: (file, offset) => ask<Answer['at']>({ kind: 'at', file, offset }),
    source: (location) => ask<Answer['source']>({ kind: 'source', location }),
    complete: (at) => ask<Answer['complete']>({ kind: 'complete', ...at }),
    hover: (file, offset) => ask<Answer['hover']>({ kind: 'hover', file, offset }),
    fixes: (problem) => ask<Answer['fixes']>({ kind: 'fixes', problem }),
    onAnalysis(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => worker.terminate(),
  };
}
