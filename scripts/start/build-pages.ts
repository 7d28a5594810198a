import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { StartError } from './start-error.ts';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache');
const stamp = join(root, '.next', 'gantry-sources');

/** What a build of the pages is made from. */
const sources = ['app', 'components', 'core', 'server/api', 'server/security/policy.ts', 'db/schema'];
const settings = ['package.json', 'package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json'];

/** Builds the pages when there is no build of the present sources. */
export async function buildPages(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const wanted = hashSources();
  if (isBuilt(wanted)) return;
  const lock = await lockBuild(signal);
  try {
    // Another start may have built it while this one waited.
    if (isBuilt(wanted)) return;
    say('Building the pages (once, about half a minute) ...');
    const started = performance.now();
    await build(signal);
    writeFileSync(stamp, wanted);
    say(`Pages built in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  } finally {
    lock.release();
  }
}

function isBuilt(wanted: string): boolean {
  return (
    existsSync(join(root, '.next', 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted
  );
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of [...sources.flatMap(filesBelow), ...settings]) {
    const path = join(root, file);
    if (!existsSync(path)) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(name: string): string[] {
  if (/\.\w+$/.test(name)) return [name];
  if (!existsSync(join(root, name))) return [];
  return readdirSync(join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

async function build(signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-20_000);
    });
  }
  const code = await exitOf(child);
  if (code === 0) return;
  if (signal.aborted) throw new StartError('Stopped while the pages were being built.');
  const reason = /ENOSPC|no space left/i.test(output)
    ? `The disk is full: free about 200 MB in ${root} and start again.`
    : output.trim();
  throw new StartError(`The pages could not be built.\n${reason}`);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
}

/** Starts of one checkout build one after another: two builds in one folder would spoil each other. */
async function lockBuild(signal: AbortSignal): Promise<FolderLock> {
  for (;;) {
    try {
      mkdirSync(cache, { recursive: true });
      return lockFolder(join(cache, 'gantry-build.lock'));
    } catch (error) {
      if (!(error instanceof StartError)) throw unwritable(error);
    }
    await delay(200, undefined, { signal });
  }
}

function unwritable(error: unknown): StartError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartError(
    `The pages have to be built, and this account cannot write to ${root}: ${reason}. Start Gantry once as the owner of that folder, or give it to this account.`,
  );
}
