import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { hostOf } from '../egress/allowed-hosts.ts';
import type { Egress } from '../egress/egress.ts';
import { createFetchGuarded } from '../egress/fetch-guarded.ts';
import type { HostKeyPort, SshCredential } from '../ssh/endpoint.ts';
import { checkGitRef, type GitAddress, readGitAddress } from './git-address.ts';
import { openSshRepository } from './git-over-ssh.ts';
import { readTree, type TreeFile } from './read-tree.ts';
import { folderSize, GitFailure, runGit } from './run-git.ts';
import { findHttpRepository, type HttpRepository } from './smart-http.ts';

/** How much a fetch may take: bytes on the disk and of the files together, and milliseconds. */
interface GitLimits {
  bytes: number;
  files: number;
  patience: number;
}

export interface GitDoor {
  egress: Egress;
  hostKeys: HostKeyPort;
  limits: GitLimits;
}

/** What is fetched: all words as a person wrote them. */
export interface RepositoryRequest {
  url: string;
  /** A branch, a tag or a whole commit; null: what the repository itself takes for its main branch. */
  ref: string | null;
  /** A folder in it, `''` for all. */
  folder: string;
  tenant: string;
  /** The name to sign in with, and the password, token or private key. */
  user: string | null;
  secret: string | null;
  signal?: AbortSignal;
  /** Told how many bytes have come so far. */
  onBytes?: (bytes: number) => void;
}

export interface FetchedRepository {
  files: Map<string, TreeFile>;
  /** 40 hexadecimal digits. */
  commit: string;
  /** Paths of submodules, which are not fetched. */
  left: string[];
}

export type FetchRepository = (request: RepositoryRequest) => Promise<FetchedRepository>;

/**
 * The one door to git: a commit without its history, from the addresses that were checked, within a time and a size.
 * Throws `GitFailure`, `GitAddressFault`, `EgressRefusal` or `SshFailure`, each with what to try.
 */
export function createFetchRepository(door: GitDoor): FetchRepository {
  const ask = createFetchGuarded(door.egress, { bytes: 10 * 1024 * 1024, patience: 20_000 });
  return async (request) => {
    const address = readGitAddress(request.url);
    const ref = request.ref === null ? 'HEAD' : checkGitRef(request.ref);
    const limit = new AbortController();
    const timer = AbortSignal.timeout(door.limits.patience);
    const signal = AbortSignal.any([limit.signal, timer, ...(request.signal ? [request.signal] : [])]);
    const folder = await mkdtemp(join(tmpdir(), 'gantry-git-'));
    const watch = watchSize(folder, { limit, most: door.limits.bytes, onBytes: request.onBytes });
    try {
      await git(['init', '--quiet', '--bare', '--template=', '.'], { folder, signal });
      if (address.kind === 'ssh') await fetchBySsh(address, { door, request, folder, ref, signal });
      else {
        const found = await findHttpRepository(address, { ...request, ask, egress: door.egress, signal });
        await fetchByHttp(found, { folder, ref, signal });
      }
      const tree = await readTree({ folder, below: request.folder, limits: door.limits, signal });
      const { output } = await git(['rev-parse', 'FETCH_HEAD^{commit}'], { folder, signal });
      return { ...tree, commit: output.toString().trim() };
    } catch (fault) {
      if (limit.signal.aborted) throw limit.signal.reason;
      if (timer.aborted) throw tooSlow(door.limits.patience);
      throw fault;
    } finally {
      clearInterval(watch);
      await rm(folder, { recursive: true, force: true });
    }
  };
}

function tooSlow(patience: number): GitFailure {
  return new GitFailure(`Nothing complete came within ${patience / 1000} seconds. Try again, or give an archive.`);
}

/** Git itself has no limit of what it takes. */
function watchSize(
  folder: string,
  { limit, most, onBytes }: { limit: AbortController; most: number; onBytes: RepositoryRequest['onBytes'] },
): NodeJS.Timeout {
  const measure = async (): Promise<void> => {
    const bytes = await folderSize(folder);
    onBytes?.(bytes);
    if (bytes <= most) return;
    const megabytes = Math.floor(most / (1024 * 1024));
    limit.abort(
      new GitFailure(
        `The repository is larger than ${megabytes} MB, although only its latest state was fetched. Give the folder of the blueprint as an archive.`,
      ),
    );
  };
  return setInterval(() => void measure(), 200);
}

interface Fetching {
  folder: string;
  ref: string;
  signal: AbortSignal;
}

const fetchWords = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules'];

async function fetchByHttp(
  { url, address, headers }: HttpRepository,
  { folder, ref, signal }: Fetching,
): Promise<void> {
  // The same authorities that the server's own requests trust.
  await writeFile(join(folder, 'authorities.pem'), getCACertificates('default').join('\n'));
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const pinned = address.family === 6 ? `[${address.address}]` : address.address;
  const isName = isIP(hostOf(url)) === 0;
  if (isName) await checkGitVersion({ folder, signal });
  const settings: Record<string, string> = {
    ...(isName && { 'http.curloptResolve': `${url.hostname}:${port}:${pinned}` }),
    'http.sslCAInfo': join(folder, 'authorities.pem'),
    ...(headers['authorization'] !== undefined && {
      'http.extraHeader': `Authorization: ${headers['authorization']}`,
    }),
  };
  const protocols = [url.protocol.slice(0, -1)];
  const { code, said } = await runGit([...fetchWords, '--', url.href, ref], { folder, protocols, settings, signal });
  if (code !== 0) throw missingRef(said, ref) ?? fetchFailure(said);
}

async function fetchBySsh(
  address: Extract<GitAddress, { kind: 'ssh' }>,
  { door, request, folder, ref, signal }: Fetching & { door: GitDoor; request: RepositoryRequest },
): Promise<void> {
  const checked = await door.egress.checkHost(address.host);
  const { tenant, secret } = request;
  const user = request.user ?? address.user;
  const credentials: SshCredential[] = secret === null ? [] : [toCredential(secret)];
  const target = { tenant, address: address.host, port: address.port, user, credentials };
  const repository = await openSshRepository(
    { ...target, checkedAddress: checked.address, trustedKeys: [], via: null },
    { hostKeys: door.hostKeys, path: address.path },
  );
  try {
    const { code, said } = await runGit([...fetchWords, '--', 'fd::3', ref], {
      ...{ folder, signal, protocols: ['fd'] },
      onTransport: (stream) => repository.join(stream),
    });
    if (code !== 0) throw missingRef(said, ref) ?? (await repository.failure()) ?? fetchFailure(said);
  } finally {
    repository.close();
  }
}

function toCredential(secret: string): SshCredential {
  return secret.includes('-----BEGIN') ? { kind: 'key', privateKey: secret } : { kind: 'password', password: secret };
}

/** Older ones look names up by themselves, and may be told another address than the one that was checked. */
async function checkGitVersion(run: { folder: string; signal: AbortSignal }): Promise<void> {
  const { output } = await git(['version'], run);
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(output.toString())?.map(Number) ?? [];
  if (major > 2 || (major === 2 && minor >= 37)) return;
  throw new GitFailure(`The server has git ${major}.${minor}; 2.37 or newer is needed. Give an archive instead.`);
}

async function git(words: readonly string[], run: { folder: string; signal: AbortSignal }) {
  const end = await runGit(words, run);
  if (end.code !== 0) throw new GitFailure(`Git ended with: ${end.said.trim()}`);
  return end;
}

function missingRef(said: string, ref: string): GitFailure | null {
  if (!/couldn't find remote ref|not our ref|unadvertised object/i.test(said)) return null;
  if (ref === 'HEAD') return new GitFailure('The repository is empty: there is no commit in it.');
  return new GitFailure(
    `The repository has no branch, tag or commit ${JSON.stringify(ref)}. A commit must be given with all of its 40 digits.`,
  );
}

function fetchFailure(said: string): GitFailure {
  const last = said.trim().split('\n').at(-1) ?? '';
  return new GitFailure(`Git could not fetch it: ${last.replace(/^(fatal|error): /, '').slice(0, 500)}`);
}
