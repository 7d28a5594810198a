import { type SpawnOptions, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';

/** A repository could not be fetched; the message says why and what to try. */
export class GitFailure extends Error {
  override name = 'GitFailure';
}

interface GitRun {
  /** Of a folder that is the run's own. */
  folder: string;
  /** The only ways of transport, as git names them; none by default. */
  protocols?: readonly string[];
  /** Settings beside the fixed ones; they go by the environment, where other accounts do not see them. */
  settings?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  input?: string;
  /** Bytes that it may print. */
  mostOutput?: number;
  /** Gets a two-way stream that git has as its descriptor 3. */
  onTransport?: (stream: Duplex) => void;
}

interface GitEnd {
  code: number | null;
  output: Buffer;
  /** The last of what it said about errors. */
  said: string;
}

/** Neither the machine's settings nor the account's count, and nothing of a repository is ever run. */
const fixed: Readonly<Record<string, string>> = {
  // Larger ones are not held in memory.
  'core.bigFileThreshold': '16m',
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'credential.helper': '',
  'fetch.recurseSubmodules': 'no',
  'fetch.writeCommitGraph': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'http.followRedirects': 'false',
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '20',
  'http.proxy': '',
  'pack.threads': '1',
  'protocol.allow': 'never',
  'transfer.bundleURI': 'false',
};

const lastSaid = 4_000;

/**
 * The one place where git is run: without a shell, with settings of its own, and ended with all that it started when
 * `signal` aborts. A word of `words` that comes from a person must have been checked (git-address.ts).
 */
export async function runGit(words: readonly string[], run: GitRun): Promise<GitEnd> {
  run.signal.throwIfAborted();
  const options: SpawnOptions = {
    cwd: run.folder,
    env: environmentOf(run) as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', run.onTransport ? 'pipe' : 'ignore'],
  };
  const child = spawn('git', words, options);
  const end = (): void => {
    // Its helpers are in the same group.
    if (child.pid !== undefined) killGroup(child.pid);
  };
  run.signal.addEventListener('abort', end, { once: true });
  const [stdin, stdout, stderr, transport] = child.stdio as unknown as [Writable, Readable, Readable, Duplex | null];
  for (const stream of [stdin, stdout, stderr, transport]) stream?.on('error', () => undefined);
  const closed = Promise.withResolvers<number | null>();
  child.once('error', (fault: NodeJS.ErrnoException) =>
    closed.reject(fault.code === 'ENOENT' ? notInstalled() : fault),
  );
  child.once('close', closed.resolve);
  if (transport) run.onTransport?.(transport);
  stdin.end(run.input ?? '');
  try {
    const [output, said, code] = await Promise.all([
      collect(stdout, run.mostOutput ?? 1024 * 1024, end),
      lastOf(stderr),
      closed.promise,
    ]);
    run.signal.throwIfAborted();
    return { code, output, said };
  } finally {
    run.signal.removeEventListener('abort', end);
    transport?.destroy();
  }
}

function notInstalled(): GitFailure {
  return new GitFailure(
    'Git is not installed on the server. An administrator can install it (the package is called git), or give the blueprint as an archive.',
  );
}

function environmentOf({ folder, protocols = [], settings = {} }: GitRun): Record<string, string> {
  const all = Object.entries({ ...fixed, ...settings });
  const numbered = all.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(numbered),
    GIT_CONFIG_COUNT: String(all.length),
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: folder,
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    GIT_ASKPASS: 'false',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: folder,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function collect(stream: Readable, most: number, end: () => void): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) {
      end();
      throw new GitFailure('The repository is larger than can be taken here.');
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function lastOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const piece of stream.setEncoding('utf8') as AsyncIterable<string>) text = (text + piece).slice(-lastSaid);
  return text;
}

/** The bytes of all files in a folder; files that go meanwhile do not count. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0;
    return (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
