import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Administrator } from './api-client.ts';
import { memoryOfTree, treeOf } from './processes.ts';

/** The whole product, running as a person starts it. */
export interface Product {
  url: string;
  administrator: Administrator;
  /** The first three numbers of its lab hosts' addresses. */
  labNetwork: string;
  /** Memory of the server, its helpers and PostgreSQL, without npm, MiB (see `memoryOfTree`). */
  memory(): number;
  stop(): Promise<void>;
}

const patienceMs = 5 * 60_000;
const pollMs = 25;

/**
 * `npm start` in `checkout`, with `dataDir` as its data folder and `settings` as further environment variables, on any
 * free port.
 * @throws Error with what it printed when it ends before it is ready
 */
export async function startProduct(
  checkout: string,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const labNetwork = freeLabNetwork();
  const child = spawn('npm', ['start'], {
    cwd: checkout,
    // Its own group: npm does not always pass a signal on to what it runs.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnvironment(), GANTRY_LAB_NETWORK: labNetwork, ...settings, GANTRY_DATA_DIR: dataDir, PORT: '0' },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const stop = () => end(child);
  process.once('exit', () => signal(child));
  try {
    const ready = await waitUntilReady(child, () => printed);
    return { ...ready, labNetwork, stop, memory: () => memoryOfProduct(child, dataDir) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitUntilReady(
  child: ChildProcess,
  printed: () => string,
): Promise<Pick<Product, 'url' | 'administrator'>> {
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    const url = /is ready: (\S+)/.exec(printed())?.[1];
    const email = /Sign in as (\S+)/.exec(printed())?.[1];
    const password = /Password\s+(\S+)/.exec(printed())?.[1];
    if (url && email && password) return { url, administrator: { email, password } };
    if (child.exitCode !== null) break;
    await delay(pollMs);
  }
  throw new Error(`The product did not become ready. It printed:\n${printed()}`);
}

function memoryOfProduct(child: ChildProcess, dataDir: string): number {
  const tree = treeOf(child.pid ?? 0);
  const server = tree.find((pid) => commandOf(pid).some((word) => /(^|\/)scripts\/start\.ts$/.test(word)));
  if (server === undefined) throw new Error('The server process is not among those that npm started.');
  const inServer = treeOf(server);
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return memoryOfTree(server) + (inServer.includes(postmaster) ? 0 : memoryOfTree(postmaster));
}

function commandOf(pid: number): string[] {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').split('\0') : [];
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  signal(child);
  await exited;
}

function signal(child: ChildProcess): void {
  if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, 'SIGTERM');
}

function hasEnded({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || pid === undefined;
}

/** The environment of this process without the product's own settings. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  const product = /^(GANTRY_|DATABASE_URL$|PORT$|NODE_ENV$)/;
  for (const name of Object.keys(environment)) if (product.test(name)) delete environment[name];
  return environment;
}

/** Loopback addresses that another instance on this machine does not use. */
function freeLabNetwork(): string {
  return `127.${1 + (process.pid % 200)}.${1 + (Math.floor(process.pid / 200) % 250)}`;
}
