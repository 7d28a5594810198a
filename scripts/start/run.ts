import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../db/client.ts';
import { keepDatabaseRunning } from '../../db/embedded/keep-running.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { type DataFolder, openDataFolder } from '../../server/data-folder.ts';
import { type Env, readEnv } from '../../server/env.ts';
import type { RunningServer } from '../../server/server-options.ts';
import { buildPages } from './build-pages.ts';
import { checkAddress } from './check-address.ts';
import { lockFolder } from './folder-lock.ts';
import { Parts } from './parts.ts';
import { describeFailure, StartError } from './start-error.ts';

/** How long a start that is interrupted may take to reach a state that can be ended in good order. */
const settleMs = 2_000;

/** Five seconds are promised, unless operations that only live here need longer; whatever is left then is dropped. */
const hardLimitMs = 4_800;

/** Starts everything and lets it run until a signal; sets the exit code. */
export async function runProduct({ dev }: { dev: boolean }): Promise<void> {
  const parts = new Parts();
  const stopped = new AbortController();
  let starting: Promise<void> = Promise.resolve();

  async function end(code: number): Promise<void> {
    if (stopped.signal.aborted) return;
    stopped.abort();
    process.exitCode = code;
    setTimeout(() => process.exit(1), Math.max(hardLimitMs, settleMs + parts.withinMs)).unref();
    await Promise.race([starting.catch(() => {}), delay(settleMs, undefined, { ref: false })]);
    await parts.end();
    // Nothing of ours is left to do, and a library's forgotten handle must not keep the process.
    process.exit();
  }

  function fail(error: unknown): void {
    if (!stopped.signal.aborted) console.error(describeFailure(error));
    void end(1);
  }

  // A terminal sends Ctrl-C to the whole group and npm passes it on as well: the second one means nothing.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0));
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) process.on(name, fail);
  watchParent(() => void end(0));
  starting = startAll({ dev, parts, signal: stopped.signal });
  await starting.catch(fail);
}

/** The shell between npm and this process dies of npm's SIGTERM without passing it on. */
function watchParent(onGone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onGone(), 200).unref();
}

interface Start {
  dev: boolean;
  parts: Parts;
  signal: AbortSignal;
}

async function startAll({ dev, parts, signal }: Start): Promise<void> {
  const env = readEnv();
  const dataFolder = openFolder(env);
  const lock = lockFolder(dataFolder.lock);
  parts.add({ end: async () => lock.release(), withinMs: 100 });
  await checkAddress(env.host, env.port);
  const [database] = await Promise.all([startDatabase(env, dataFolder, parts), dev ? null : buildPages(say, signal)]);
  if (signal.aborted) return;
  const { startServer } = await import('../../server/main.ts');
  const server = await startServer({ env, dataFolder, database, dev, version: readVersion(), say });
  parts.add({ end: () => server.close(), withinMs: 2_500 + env.drainSeconds * 1000 });
  lock.announce(server.url);
  welcome(server, env);
}

async function startDatabase(env: Env, dataFolder: DataFolder, parts: Parts) {
  let url = env.databaseUrl;
  if (url === null) {
    const embedded = await keepDatabaseRunning({ folder: dataFolder.database, say });
    parts.add({ end: () => embedded.stop(1_000), withinMs: 1_600 });
    if (embedded.adopted)
      say('Gantry was not stopped in good order last time; its database went on and is used again.');
    url = embedded.url;
  }
  await migrateDatabase(url);
  const database = openDatabase({ url });
  parts.add({ end: () => database.close(), withinMs: 300 });
  return database;
}

function openFolder(env: Env): DataFolder {
  try {
    return openDataFolder(env.dataDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The data folder cannot be made: ${reason}. Name another one in GANTRY_DATA_DIR.`);
  }
}

function readVersion(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function welcome(server: RunningServer, env: Env): void {
  const lines = ['', `Gantry ${readVersion()} is ready: ${env.publicUrl ?? server.url}`];
  const first = server.firstAdministrator;
  if (first) {
    lines.push('', `  Sign in as ${first.email}`, `  Password   ${first.password}`);
    lines.push('', 'This password is shown only now. Keep it.');
  }
  if (!/^(127\.|localhost$|::1$)/.test(env.host)) {
    lines.push('', `WARNING: it listens on ${env.host}, so other machines can reach it, without encryption.`);
    lines.push('Put a proxy with HTTPS in front of it and name its address in GANTRY_PUBLIC_URL.');
  }
  lines.push('', 'Ctrl-C ends it.', '');
  say(lines.join('\n'));
}

function say(line: string): void {
  console.log(line);
}
