import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
/** Building the pages is part of the first start. */
const startLimitMs = 240_000;
const stopLimitMs = 10_000;
const lastLines = 8_000;

export interface Account {
  email: string;
  password: string;
}

/** The whole product in its own process, on a data folder of its own. */
export interface Product {
  url: string;
  admin: Account;
  dataDir: string;
  /** Addresses of the lab hosts. */
  lab: string[];
  /** True when the lab has the addresses that the example names by default. */
  hasDefaultLab: boolean;
  output(): string;
  kill(): Promise<void>;
  /** After `kill`: the same folder and port again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface ProductOptions {
  dataDir?: string;
  env?: Record<string, string>;
  /** `close` leaves the folder to the caller. */
  keepDataDir?: boolean;
}

/** Starts it and waits until it says where it is. `close` ends it and removes its folder. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const port = await freePort();
  const network = await freeNetwork();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // Repositories and archives of stories are on this machine.
    GANTRY_IMPORT_HOSTS: 'http://127.0.0.1',
    ...options.env,
    GANTRY_DATA_DIR: dataDir,
    PORT: String(port),
    GANTRY_LAB_NETWORK: network,
    NODE_ENV: 'production',
  };
  let running = await launch(env);
  const admin = { email: match(running, /Sign in as (\S+)/), password: match(running, /Password\s+(\S+)/) };
  return {
    url: `http://127.0.0.1:${port}`,
    admin,
    dataDir,
    lab: [1, 2, 3, 4].map((host) => `${network}.${host}`),
    hasDefaultLab: network === defaultNetwork,
    output: () => running.output(),
    kill: () => end(running.child, 'SIGKILL'),
    restart: async () => {
      running = await launch(env);
    },
    close: async () => {
      await end(running.child, 'SIGTERM');
      // Twice: a script may start one more program while its first ones end.
      await endProgramsOf(dataDir);
      await endProgramsOf(dataDir);
      if (options.keepDataDir !== true)
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** As root, the database runs under another account, which must reach its folder. */
async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-e2e-'));
  await chmod(folder, 0o755);
  return folder;
}

interface Running {
  child: ChildProcess;
  output(): string;
}

async function launch(env: NodeJS.ProcessEnv): Promise<Running> {
  let text = '';
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-lastLines);
    });
  }
  const running = { child, output: () => text };
  const deadline = Date.now() + startLimitMs;
  while (!/is ready: http/.test(text) || !/Ctrl-C ends it/.test(text)) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode}:\n${text}`);
    if (Date.now() > deadline) {
      await end(child, 'SIGKILL');
      throw new Error(`The product did not start within ${startLimitMs / 1000} s:\n${text}`);
    }
    await delay(100);
  }
  return running;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await exited;
  clearTimeout(timer);
}

/** Ends all that runs on the lab hosts, as a power cut would; it outlives the server, and its ports would be in the way. */
export async function endProgramsOf(dataDir: string): Promise<void> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const [command, folder] = await Promise.all([
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
      readlink(`/proc/${name}/cwd`).catch(() => ''),
    ]);
    if (!command.includes(`${dataDir}/lab/`) && !folder.startsWith(`${dataDir}/lab/`)) continue;
    try {
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function match({ output }: Running, pattern: RegExp): string {
  const found = pattern.exec(output())?.[1];
  if (found === undefined) throw new Error(`The product did not print ${pattern}:\n${output()}`);
  return found;
}

const defaultNetwork = '127.0.77';

/** Workers look for addresses in places of their own: two that look at once must not find the same one. */
const place = Number(process.env.TEST_PARALLEL_INDEX ?? 0);

/** The lab's own network unless another instance on this machine has it. */
async function freeNetwork(): Promise<string> {
  const first = 77 + place * networksEach;
  for (let third = first; third < first + networksEach; third += 1) {
    if (third !== 79 && (await canListen(`127.0.${third}.1`, 7722))) return `127.0.${third}`;
  }
  throw new Error('No free network for lab hosts.');
}

const networksEach = 20;

/** None that a connection may get as its own end while a killed product is away. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + place * portsEach + randomInt(portsEach);
    if (await canListen('127.0.0.1', port)) return port;
  }
}

const portsEach = 1_000;

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Names of everything in the homes of the lab hosts that is not the product's own bookkeeping. */
export async function leftOnLabHosts(product: Product): Promise<string[]> {
  const folder = join(product.dataDir, 'lab');
  const entries = await namesBelow(folder);
  return entries.filter((entry) => /wine-cellar/.test(entry));
}

/** Folders of operations that have just ended may go while they are read. */
async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  const below = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      return [path, ...(entry.isDirectory() ? await namesBelow(path) : [])];
    }),
  );
  return below.flat();
}
