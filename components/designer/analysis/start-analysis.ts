import { applyDelta, diffDesign } from '../../../core/design/delta.ts';
import type { Analysis, Analyst } from './protocol.ts';
import type { Answer, Inquiry, Question, Told } from './worker-messages.ts';

interface Waiting {
  resolve(value: never): void;
  reject(reason: Error): void;
}

/** What a worker looks like from the page; another thread's port in a test. */
export interface Channel {
  post(message: { id: number; question: Question }): void;
  listen(listener: (told: Told) => void): void;
  close(): void;
}

let spare: Worker | null = null;

/** Starts a worker before there is anything to analyse: its program comes while the blueprint does. @returns what ends one that nobody took */
export function prepareAnalysis(): () => void {
  spare ??= startWorker();
  return () => {
    spare?.terminate();
    spare = null;
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
}

/** Starts a worker that analyses a blueprint, or takes the one that was prepared. */
export function startAnalysis(): Analyst {
  const worker = spare ?? startWorker();
  spare = null;
  return connectAnalyst({
    post: (message) => worker.postMessage(message),
    listen: (listener) => worker.addEventListener('message', ({ data }: MessageEvent<Told>) => listener(data)),
    close: () => worker.terminate(),
  });
}

/** The analysis at the other end of a channel. */
export function connectAnalyst(channel: Channel): Analyst {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(analysis: Analysis) => void>();
  let analysis: Analysis = { revision: 0, design: null, isStale: false, problems: [] };
  let expected: Analysis | null = null;
  let last = 0;
  channel.listen((told) => {
    if (told.kind === 'analysis') {
      const found = after(analysis, told);
      analysis = expected !== null && isSameAnalysis(expected, found) ? expected : found;
      for (const listener of listeners) listener(analysis);
      return;
    }
    const asked = waiting.get(told.id);
    waiting.delete(told.id);
    if (told.kind === 'answer') asked?.resolve(told.value as never);
    else asked?.reject(new Error(told.message));
  });
  function ask<Kind extends keyof Answer>(question: Inquiry & { kind: Kind }): Promise<Answer[Kind]> {
    last += 1;
    const id = last;
    const answer = new Promise<Answer[Kind]>((resolve, reject) => waiting.set(id, { resolve, reject }));
    channel.post({ id, question });
    return answer;
  }
  const tell = (question: Question) => channel.post({ id: 0, question });
  return {
    open: (request) => tell({ kind: 'open', ...request }),
    edit: (change) => tell({ kind: 'edit', ...change }),
    resolve: (revision, intents) => ask({ kind: 'resolve', revision, intents }),
    find: (place) => ask({ kind: 'find', place }),
    at: (file, offset) => ask({ kind: 'at', file, offset }),
    source: (location) => ask({ kind: 'source', location }),
    complete: (at) => ask({ kind: 'complete', ...at }),
    fragment: (nodes) => ask({ kind: 'fragment', nodes }),
    hover: (at) => ask({ kind: 'hover', ...at }),
    fixes: (problem) => ask({ kind: 'fixes', problem }),
    expect: (next) => {
      expected = next;
    },
    onAnalysis(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => channel.close(),
  };
}

function after(before: Analysis, told: Told & { kind: 'analysis' }): Analysis {
  const { revision, isStale, change, problems } = told;
  const design = applyDelta(before.design, change);
  return { revision, isStale, design, problems: problems ?? before.problems };
}

function isSameAnalysis(a: Analysis, b: Analysis): boolean {
  if (a.revision !== b.revision || a.isStale !== b.isStale || a.design === null || b.design === null) return false;
  const isSameList = a.problems === b.problems || JSON.stringify(a.problems) === JSON.stringify(b.problems);
  return isSameList && diffDesign(a.design, b.design) === null;
}
