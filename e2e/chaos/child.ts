import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./executor-child.ts', import.meta.url));

/** A worker process of a test. */
export interface WorkerChild {
  readonly process: ChildProcess;
  /** All it wrote. */
  output(): string;
  /** The signal that ended it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a worker and waits until it takes jobs, or has died on the way there. */
export async function startWorkerChild(environment: Record<string, string>): Promise<WorkerChild> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ready ')) ready.resolve();
    });
  }
  await Promise.race([ready.promise, ended]);
  return {
    process: child,
    output: () => output,
    ended,
    kill: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
