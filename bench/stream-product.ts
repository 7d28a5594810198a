import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClient } from '../server/testing/test-client.ts';
import { type WrittenExecution, writeExecution } from '../server/testing/written-execution.ts';
import { type BenchDatabase, openBenchDatabase } from './engine-database.ts';
import { round } from './measurement.ts';
import type { StreamServerOptions, StreamServerReady } from './stream-server.ts';

/** A server in a process of its own. */
export interface Server {
  url: string;
  child: ChildProcess;
}

/** The product without its pages, an execution that is written by hand, and somebody who is signed in. */
export interface ProductParts {
  database: BenchDatabase;
  client: TestClient;
  server: Server;
  execution: WrittenExecution;
}

/** Runs it on a product and a database of its own; `env` as in server/env.ts. */
export async function withProduct<T>(
  measure: (parts: ProductParts) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const database: BenchDatabase = await openBenchDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'gantry-stream-'));
  // Lab hosts run as other accounts.
  chmodSync(folder, 0o755);
  let child: ChildProcess | null = null;
  try {
    const opened = await startServer({ kind: 'product', databaseUrl: database.url, folder, env });
    child = opened.child;
    const client = new TestClient(opened.url);
    if (opened.administrator !== null) await client.signIn(opened.administrator);
    const execution = await writeExecution(database.db);
    return await measure({ database, server: opened, execution, client });
  } finally {
    if (child !== null) await stop(child);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a server and waits until it answers. */
export async function startServer(options: StreamServerOptions): Promise<Server & StreamServerReady> {
  const child = fork(join(import.meta.dirname, 'stream-server.ts'), [JSON.stringify(options)], {
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const [ready] = (await once(child, 'message')) as [StreamServerReady];
  return { ...ready, child };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Resident memory of a process, MiB. */
export function rssOf({ pid }: ChildProcess): number {
  return round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}

/** Processor time of a process so far, s. */
export function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Looks at it from now on; the function that is returned says how much it was at most. */
export function peakOf(server: ChildProcess): () => number {
  let most = rssOf(server);
  const timer = setInterval(() => {
    most = Math.max(most, rssOf(server));
  }, 100);
  return () => {
    clearInterval(timer);
    return most;
  };
}
