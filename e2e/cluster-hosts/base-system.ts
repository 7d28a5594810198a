import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../hosts/commands.ts';

/** What a plain server has that a Kubernetes host also needs; no container runtime among it. */
const packages = [
  'openssh-server',
  'sudo',
  'iproute2',
  'procps',
  'curl',
  'ca-certificates',
  'openssl',
  'iptables',
  'conntrack',
  'socat',
  'ebtables',
  'ethtool',
  'kmod',
  'libseccomp2',
  'iputils-ping',
  'mount',
  'util-linux',
];

/** Debian's own, also for the bundle. */
export const containerPackages = ['containerd', 'runc', 'containernetworking-plugins'];

/** Where the base systems, packages and bundles are kept between runs: GANTRY_CLUSTER_HOSTS, or below the temporary folder. */
export function cacheFolder(): string {
  return process.env['GANTRY_CLUSTER_HOSTS'] ?? join(tmpdir(), 'gantry-cluster-hosts');
}

/**
 * The folder of a Debian system that the machines share as their read-only lower layer; made by `debootstrap` the first
 * time (about half a minute, and a Debian mirror is asked). Throws with the program's words when that fails.
 */
export function baseSystem(): Promise<string> {
  return kept('base', async (folder) => {
    await runProgram(
      'debootstrap',
      '--variant=minbase',
      `--include=${packages.join(',')}`,
      'bookworm',
      folder,
      'http://deb.debian.org/debian',
    );
    const script =
      'useradd -m -u 1500 -p "*" -s /bin/bash cellar; rm -rf /var/cache/apt /var/lib/apt/lists /usr/share/doc /usr/share/locale /etc/ssh/ssh_host_*';
    await runProgram('chroot', folder, 'sh', '-ec', script);
    await writeFile(join(folder, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  });
}

/** A layer with containerd, runc and the network plugins, to be laid over the base system. */
export function containerLayer(): Promise<string> {
  return kept('containers', (folder) => unpackPackages(containerPackages, folder));
}

/** Unpacks Debian packages, without their dependencies, into the folder. */
export async function unpackPackages(names: readonly string[], folder: string): Promise<void> {
  for (const name of names) await runProgram('dpkg', '-x', await fetchPackage(name), folder);
  // A folder `lib` would hide the link of that name in the base system.
  await runProgram('sh', '-ec', 'cd "$1"; if [ -d lib ]; then cp -a lib/. usr/lib; rm -r lib; fi', 'merge', folder);
}

/** The file of one Debian package of this machine's own release, fetched once. */
export async function fetchPackage(name: string): Promise<string> {
  const folder = await kept(`package-${name}`, async (into) => {
    await runProgram('sh', '-ec', 'cd "$1" && apt-get download -q "$2"', 'fetch', into, name);
  });
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.deb'));
  if (file === undefined) throw new Error(`${folder} has no package ${name}. Remove the folder and run again.`);
  return join(folder, file);
}

/** Makes a folder of the cache once. What was interrupted is never taken for whole: it gets its name when it is done. */
export async function kept(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const fresh = await mkdtemp(join(cacheFolder(), `.${name}-`));
  try {
    await make(fresh);
    await chmod(fresh, 0o755);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Two at once: the other was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
