import { posix } from 'node:path';
import { GitFailure, runGit } from './run-git.ts';

/** A file of a commit. `mode` has the permission bits only. */
export interface TreeFile {
  mode: number;
  content: Uint8Array;
}

/** What is taken of a commit, and how much it may be. */
export interface TreeRequest {
  folder: string;
  /** A folder of the repository, `''` for all of it. */
  below: string;
  limits: { files: number; bytes: number };
  signal: AbortSignal;
}

interface Entry {
  path: string;
  kind: 'file' | 'link' | 'submodule';
  mode: number;
  hash: string;
  size: number;
}

const mostLinks = 8;
const longestTarget = 4_096;

/**
 * The files of the commit that was fetched last, by their path below the folder that was asked for. Nothing is checked
 * out: links become copies of what they lead to inside of the repository, and one that leads elsewhere is refused.
 */
export async function readTree(request: TreeRequest): Promise<{ files: Map<string, TreeFile>; left: string[] }> {
  const entries = await listTree(request);
  const top = request.below === '' ? '' : `${request.below}/`;
  const wanted = [...entries.values()].filter(({ path }) => path.startsWith(top));
  if (wanted.length === 0)
    throw new GitFailure(
      top === '' ? 'The repository is empty.' : `The repository has no folder ${JSON.stringify(request.below)}.`,
    );
  const left = wanted.filter(({ kind }) => kind === 'submodule').map(({ path }) => path);
  const kept = wanted.filter(({ kind }) => kind !== 'submodule');
  const links = [...entries.values()].filter(({ kind, size }) => kind === 'link' && size <= longestTarget);
  const targets = await readBlobs(links, request);
  const found = kept.map((entry) => ({
    path: entry.path.slice(top.length),
    entry: followLink(entry, { entries, targets }),
  }));
  checkLimits(found, request);
  const contents = await readBlobs(
    found.map(({ entry }) => entry),
    request,
  );
  const files = new Map<string, TreeFile>();
  for (const { path, entry } of found) {
    const content = contents.get(entry.hash);
    if (content === undefined) throw new Error(`git gave no content of ${entry.path}`);
    files.set(path, { mode: entry.mode, content });
  }
  return { files, left };
}

function checkLimits(found: readonly { entry: Entry }[], { limits }: TreeRequest): void {
  const hint = 'Name the folder of the repository in which the blueprint is.';
  if (found.length > limits.files)
    throw new GitFailure(`There are ${found.length} files in it; ${limits.files} are the most. ${hint}`);
  const bytes = found.reduce((sum, { entry }) => sum + entry.size, 0);
  if (bytes <= limits.bytes) return;
  const megabytes = Math.floor(limits.bytes / (1024 * 1024));
  throw new GitFailure(`Its files are larger than ${megabytes} MB together. ${hint}`);
}

async function listTree({ folder, signal }: TreeRequest): Promise<Map<string, Entry>> {
  const words = ['ls-tree', '-r', '-z', '-l', '--full-tree', 'FETCH_HEAD'];
  const { code, output, said } = await runGit(words, { folder, signal, mostOutput: 32 * 1024 * 1024 });
  if (code !== 0) throw new GitFailure(`What was fetched cannot be read: ${said.trim()}`);
  const entries = new Map<string, Entry>();
  for (const line of output.toString('utf8').split('\0')) {
    const parts = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line);
    if (parts === null) continue;
    const [, mode = '', type = '', hash = '', size = '', path = ''] = parts;
    const kind = type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file';
    const permissions = mode === '100755' ? 0o755 : 0o644;
    entries.set(path, { path, kind, mode: permissions, hash, size: size === '-' ? 0 : Number(size) });
  }
  return entries;
}

function followLink(
  entry: Entry,
  { entries, targets }: { entries: ReadonlyMap<string, Entry>; targets: ReadonlyMap<string, Buffer> },
): Entry {
  let at = entry;
  for (let links = 0; at.kind === 'link' && links < mostLinks; links += 1) {
    const target = targets.get(at.hash)?.toString('utf8') ?? '';
    const path = posix.join(posix.dirname(at.path), target);
    const next = target.startsWith('/') || path.startsWith('../') ? undefined : entries.get(path);
    if (next === undefined || next.kind === 'submodule') {
      throw new GitFailure(
        `${entry.path} is a link to ${JSON.stringify(target.slice(0, 200))}, which is no file of the repository. ` +
          'Links that lead elsewhere are not followed: name a folder without it, or put the file in its place.',
      );
    }
    at = next;
  }
  if (at.kind === 'link') throw new GitFailure(`${entry.path} is a link that leads in a circle.`);
  return at;
}

/** The contents of entries by their hash. */
async function readBlobs(
  entries: readonly Entry[],
  { folder, signal, limits }: TreeRequest,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const hashes = [...new Set(entries.map(({ hash }) => hash))];
  if (hashes.length === 0) return found;
  const { output } = await runGit(['cat-file', '--batch'], {
    ...{ folder, signal },
    input: hashes.map((hash) => `${hash}\n`).join(''),
    mostOutput: limits.bytes + hashes.length * 128,
  });
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf('\n', at);
    const [hash = '', type, size = ''] = output.toString('latin1', at, lineEnd).split(' ');
    if (type !== 'blob') throw new GitFailure(`What was fetched cannot be read: ${hash} is ${type}.`);
    const start = lineEnd + 1;
    found.set(hash, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return found;
}
