import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, chooseAccount, runAs } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { explainFailure, prepareCluster, recogniseFailure } from './cluster.ts';
import { ensureDatabase, isAnswering } from './handshake.ts';
import {
  findPostmaster,
  findServerProcesses,
  formerSocketFolder,
  isAlive,
  type Postmaster,
  removeStaleLock,
} from './postmaster.ts';
import { bareEnvironment, embeddedDatabaseName, embeddedUser, postmasterArguments } from './settings.ts';
import { closeSocketFolder, openSocketFolder } from './socket-folder.ts';
import { DatabaseStartError } from './start-error.ts';

export interface EmbeddedDatabase {
  /** For `openDatabase`, graphile-worker and psql. */
  url: string;
  pid: number;
  socketFolder: string;
  /** It was running before: a former server was killed and left it behind. */
  adopted: boolean;
  /** Ends it in good order; after `timeoutMs` it is told to drop everything (nothing committed is lost). */
  stop(timeoutMs?: number): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  /** The data folder of PostgreSQL, made when it is not there. Its parent is made too. */
  folder: string;
  /** Told what a person should know. */
  say?: (line: string) => void;
  /** Where its socket has to be: that of the server it replaces, whose url others still use. */
  socketFolder?: string;
  /** PostgreSQL's, in addition to the product's or in their place; for tests and measurements. */
  settings?: Readonly<Record<string, string>>;
}

const patienceMs = 30_000;
const pauseMs = 50;

/**
 * Starts PostgreSQL on the folder, or takes over the one that runs there. It serves a unix socket only,
 * as an unprivileged account, in its own session so that a terminal's Ctrl-C does not reach it.
 * @throws DatabaseStartError with a message for a person
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const say = options.say ?? (() => {});
  const asked = resolve(options.folder);
  mkdirSync(dirname(asked), { recursive: true, mode: 0o711 });
  const wanted = join(realpathSync(dirname(asked)), asked.slice(dirname(asked).length + 1));
  const account = chooseAccount(wanted, dirname(wanted));
  const binaries = findBinaries(account);
  const folder = prepareCluster(wanted, { binaries, account, say });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const running = findPostmaster(folder);
    const outcome = running
      ? await adopt(running, deadline)
      : await launch(folder, { binaries, account, deadline, reuse: options.socketFolder, settings: options.settings });
    if (outcome.ok) {
      await ensureDatabase(outcome.postmaster.socketFolder);
      return handle(folder, outcome.postmaster, running !== null);
    }
    const hopeless = recogniseFailure(outcome.output, folder) !== null;
    if (hopeless || Date.now() > deadline) throw new DatabaseStartError(explainFailure(outcome.output, folder));
    await endLeftovers(folder, deadline);
    await delay(pauseMs * 4);
  }
}

type Outcome = { ok: true; postmaster: { pid: number; socketFolder: string } } | { ok: false; output: string };

async function adopt(running: Postmaster, deadline: number): Promise<Outcome> {
  while (isAlive(running.pid)) {
    const { socketFolder } = running;
    const answer = socketFolder ? await isAnswering(socketFolder) : 'refused';
    if (socketFolder && answer === 'yes') return { ok: true, postmaster: { pid: running.pid, socketFolder } };
    // Starting, recovering or stopping: each ends by itself. A file that is not whole yet is read again.
    if (!socketFolder || (answer === 'refused' && Date.now() > deadline)) break;
    await delay(pauseMs);
  }
  return { ok: false, output: `process ${running.pid} serves the folder already and does not answer` };
}

interface Launch {
  binaries: Binaries;
  account: Account;
  deadline: number;
  reuse: string | undefined;
  settings: EmbeddedDatabaseOptions['settings'];
}

async function launch(folder: string, { binaries, account, deadline, reuse, settings }: Launch): Promise<Outcome> {
  const former = formerSocketFolder(folder);
  if (former !== reuse) closeSocketFolder(former);
  removeStaleLock(folder);
  const socketFolder = reuse ?? openSocketFolder(folder, account);
  const log = openLog(folder, account);
  const logStart = statSync(log.path).size;
  const child = spawn(join(binaries.folder, 'bin', 'postgres'), postmasterArguments(folder, socketFolder, settings), {
    ...runAs(account),
    cwd: '/',
    env: bareEnvironment(),
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
  });
  closeSync(log.descriptor);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', () => {
    ended ??= '';
  });
  child.unref();
  while (ended === null) {
    const answer = await isAnswering(socketFolder);
    if (child.pid !== undefined && answer === 'yes') return { ok: true, postmaster: { pid: child.pid, socketFolder } };
    if (answer === 'refused' && Date.now() > deadline) {
      ended = 'it does not answer';
      child.kill('SIGQUIT');
    }
    await delay(pauseMs);
  }
  if (socketFolder !== reuse) closeSocketFolder(socketFolder);
  return { ok: false, output: ended || readFileSync(log.path).subarray(logStart).toString() };
}

/** Children of a killed postmaster hold its shared memory; the last resort before the deadline is to end them. */
async function endLeftovers(folder: string, deadline: number): Promise<void> {
  const softUntil = Math.min(deadline, Date.now() + 3_000);
  while (findPostmaster(folder) === null && Date.now() < softUntil && findServerProcesses(folder).length > 0)
    await delay(pauseMs);
  if (findPostmaster(folder) !== null) return;
  for (const pid of findServerProcesses(folder)) signal(pid, 'SIGKILL');
}

function openLog(folder: string, account: Account): { path: string; descriptor: number } {
  const path = join(folder, 'gantry.log');
  if (existsSync(path) && statSync(path).size > 4 * 1024 * 1024) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a', 0o600);
  if (account) chownSync(path, account.uid, account.gid);
  return { path, descriptor };
}

function handle(folder: string, postmaster: { pid: number; socketFolder: string }, adopted: boolean): EmbeddedDatabase {
  return {
    url: `postgresql://${embeddedUser}@localhost/${embeddedDatabaseName}?host=${encodeURIComponent(postmaster.socketFolder)}`,
    pid: postmaster.pid,
    socketFolder: postmaster.socketFolder,
    adopted,
    stop: async (timeoutMs = 4_000) => {
      const now = findPostmaster(folder);
      if (now?.pid === postmaster.pid) await stopPostmaster(postmaster.pid, timeoutMs);
      closeSocketFolder(postmaster.socketFolder);
    },
  };
}

async function stopPostmaster(pid: number, timeoutMs: number): Promise<void> {
  const steps = [
    { signal: 'SIGINT', until: timeoutMs },
    { signal: 'SIGQUIT', until: timeoutMs + 2_000 },
    { signal: 'SIGKILL', until: timeoutMs + 4_000 },
  ] as const;
  const start = Date.now();
  for (const step of steps) {
    signal(pid, step.signal);
    while (isAlive(pid) && Date.now() - start < step.until) await delay(20);
    if (!isAlive(pid)) return;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
