import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server process of a test. */
export interface WorkerChild {
  readonly process: ChildProcess;
  /** All it wrote. */
  output(): string;
  /** The signal that ended it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A process that has loaded its program and waits for the word to begin. */
export interface StandbyChild extends WorkerChild {
  /** Resolves when it takes jobs, or has died on the way there. */
  begin(crashAt?: string): Promise<void>;
  /** Has a worker that has begun die at a crash point. */
  arm(crashAt: string): Promise<void>;
}

/** Many processes are started; their programs are translated once. */
const translated = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));

type Program = 'executor-child.ts' | 'server-process.ts' | 'worker-process.ts' | 'marker-process.ts';

/** Starts a worker and waits until it takes jobs, or has died on the way there. */
export async function startWorkerChild(environment: Record<string, string>): Promise<WorkerChild> {
  const child = spawnChild('executor-child.ts', environment);
  await child.said('ready ');
  return child;
}

/** Starts a process that begins only when it is told to: loading the program takes longer than beginning. */
export function startStandby(program: Program, environment: Record<string, string>): StandbyChild {
  const child = spawnChild(program, environment);
  return {
    ...child,
    begin: async (crashAt = '') => {
      child.process.stdin?.write(`${crashAt}\n`);
      await child.said('ready ');
    },
    arm: async (crashAt) => {
      child.process.stdin?.write(`${crashAt}\n`);
      await child.said(`armed ${crashAt}`);
    },
  };
}

function spawnChild(
  program: Program,
  environment: Record<string, string>,
): WorkerChild & { said(text: string): Promise<void> } {
  const script = fileURLToPath(new URL(`./${program}`, import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { NODE_COMPILE_CACHE: translated, ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A killed process reads no more.
  child.stdin.on('error', () => {});
  let output = '';
  const listeners = new Set<() => void>();
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  return {
    process: child,
    output: () => output,
    ended,
    said: async (text) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      await Promise.race([promise, ended]);
      listeners.delete(look);
    },
    kill: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
