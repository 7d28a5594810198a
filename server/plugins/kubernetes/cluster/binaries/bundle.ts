import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';

const execute = promisify(execFile);

/** What every bundle has, and what it has for hosts without a container runtime. */
export const clusterPrograms = {
  master: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'],
  node: ['kubelet', 'kube-proxy', 'kubectl'],
  runtime: ['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc'],
} as const;
/** What an installer must find in a bundle. */
export interface BundleNeeds {
  /** Programs in `bin`; the first tells the architecture and, with `--version`, the version. */
  programs: readonly string[];
  /** Network plugins in `cni`. */
  plugins: readonly string[];
}

/** The plugins of the plain bridge. */
export const networkPrograms: readonly string[] = ['bridge', 'host-local', 'loopback', 'portmap'];

/** What the installer `binaries` needs. */
export const binariesNeeds: BundleNeeds = {
  programs: [...clusterPrograms.master, ...clusterPrograms.node],
  plugins: networkPrograms,
};

/** Which of several bundles the node asks for. */
export function bundleName({ bundle }: JsonObject): string | null {
  return typeof bundle === 'string' && bundle !== '' ? bundle : null;
}

/** A file of a bundle. */
export interface BundleFile {
  /** `bin/kubelet` */
  name: string;
  path: string;
  size: number;
}

/** The programs, images and manifests that the installer `binaries` brings to hosts. */
export interface Bundle {
  /** Where the administrator has it. */
  place: string;
  /** The minor number of its Kubernetes 1.x, and the whole version. */
  minor: number;
  version: string;
  /** As `uname -m` says it. */
  architecture: string;
  files: readonly BundleFile[];
  /** Manifests to apply when the cluster is there, by their names in order. */
  manifests: readonly BundleFile[];
}

/**
 * Opens a folder or a `.tar.gz`, which is unpacked once. `name`: which of several bundles in that folder. Throws
 * `NonRecoverableError` when it is not what it must be.
 */
export async function openBundle(place: string, name: string | null, needs = binariesNeeds): Promise<Bundle> {
  const chosen = name === null ? place : await insideOf(place, name);
  const about = await stat(chosen).catch(() => {
    throw new NonRecoverableError(
      `The bundle of programs ${chosen} cannot be read on the machine of Gantry. Set GANTRY_KUBERNETES_BUNDLE to a folder or .tar.gz that is there.`,
    );
  });
  const folder = about.isDirectory() ? chosen : await unpack(chosen, about);
  const root = await rootOf(folder);
  const files = (await Promise.all(['bin', 'cni', 'images'].map((part) => filesIn(root, part)))).flat();
  const needed = needs.programs.map((program) => `bin/${program}`);
  for (const wanted of [...needed, ...needs.plugins.map((program) => `cni/${program}`)]) {
    if (files.some((file) => file.name === wanted)) continue;
    throw new NonRecoverableError(
      `Wrong bundle: ${chosen} has no ${basename(wanted)} (looked for ${wanted}). ` +
        'A bundle has bin/ with the programs of Kubernetes and etcd, and cni/ with the network plugins; see docs/kubernetes-on-hosts.md.',
    );
  }
  const architecture = await architectureOf(join(root, needed[0] ?? ''));
  const version = await versionOf(root, chosen, needed[0] ?? '');
  const minor = Number(/^v?1\.(\d+)/.exec(version)?.[1]);
  if (!(minor >= 20)) {
    throw new NonRecoverableError(
      `Wrong bundle: ${chosen} holds Kubernetes ${version}; it must be 1.20 or newer. Where a build does not know its own version, write it into bundle.json: {"version": "v1.20.2"}.`,
    );
  }
  return { place: chosen, minor, version, architecture, files, manifests: await filesIn(root, 'manifests') };
}

/** One bundle of several: a plain name, so that a blueprint leads nowhere else. */
async function insideOf(place: string, name: string): Promise<string> {
  const path = join(place, name);
  const isInside = /^[\w][\w.+-]*$/.test(name) && (await realpath(path).catch(() => null)) !== null;
  if (isInside) return path;
  throw new NonRecoverableError(
    `There is no bundle "${name.slice(0, 100)}" in ${place}. The property bundle takes the plain name of a folder or .tar.gz there.`,
  );
}

async function rootOf(folder: string): Promise<string> {
  const names = await readdir(folder);
  const [only] = names;
  return names.length === 1 && only !== undefined && only !== 'bin' ? join(folder, only) : folder;
}

/** An archive of the administrator's own; unpacked beside other temporary files until it changes. */
async function unpack(archive: string, { mtimeMs, size }: { mtimeMs: number; size: number }): Promise<string> {
  const key = createHash('sha256').update(`${archive} ${mtimeMs} ${size}`).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `gantry-bundle-${key}`);
  if (await exists(folder)) return folder;
  const part = `${folder}.${process.pid}.${Date.now()}`;
  await mkdir(part, { mode: 0o700 });
  try {
    await execute('tar', ['-xzf', archive, '-C', part, '--no-same-owner', '--no-same-permissions']);
    await rename(part, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NonRecoverableError(`Wrong bundle: ${archive} cannot be unpacked: ${reason.slice(-300)}`);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return folder;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function filesIn(root: string, part: string): Promise<BundleFile[]> {
  const names = await readdir(join(root, part)).catch(() => []);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const path = join(root, part, name);
      const about = await stat(path);
      return about.isFile() && /^[\w][\w.+-]*$/.test(name) ? [{ name: `${part}/${name}`, path, size: about.size }] : [];
    }),
  );
  return files.flat();
}

/** Numbers of processors in the head of an ELF file. */
const machines: Readonly<Record<number, string>> = { 62: 'x86_64', 183: 'aarch64', 243: 'riscv64', 22: 's390x' };

async function architectureOf(program: string): Promise<string> {
  const file = await open(program);
  try {
    const { buffer } = await file.read(Buffer.alloc(20), 0, 20, 0);
    const isElf = buffer.subarray(0, 4).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
    const number = buffer[5] === 2 ? buffer.readUInt16BE(18) : buffer.readUInt16LE(18);
    const found = isElf ? machines[number] : undefined;
    if (found !== undefined) return found;
  } finally {
    await file.close();
  }
  throw new NonRecoverableError(`Wrong bundle: ${program} is no program for Linux.`);
}

async function versionOf(root: string, place: string, program: string): Promise<string> {
  const text = await readFile(join(root, 'bundle.json'), 'utf8').catch(() => null);
  const said = text === null ? null : /"version"\s*:\s*"(v?[\d.]+[^"]*)"/.exec(text)?.[1];
  if (said) return said;
  try {
    const { stdout } = await execute(join(root, program), ['--version'], { timeout: 20_000 });
    return /v\d\S*/.exec(stdout)?.[0] ?? stdout.trim();
  } catch {
    throw new NonRecoverableError(
      `The version of the bundle ${place} is not known: its ${basename(program)} does not run on the machine of Gantry. Write it into bundle.json: {"version": "v1.32.0"}.`,
    );
  }
}

const sums = new Map<string, Promise<string>>();

/** The SHA-256 of a file of a bundle, in hexadecimal digits; each is read once. */
export async function sumOf({ path, size }: BundleFile): Promise<string> {
  const { mtimeMs } = await stat(path);
  const key = `${path} ${mtimeMs} ${size}`;
  const known = sums.get(key);
  if (known !== undefined) return known;
  const sum = readSum(path);
  sums.set(key, sum);
  sum.catch(() => sums.delete(key));
  return sum;
}

async function readSum(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
