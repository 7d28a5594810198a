import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../hosts/commands.ts';
import { baseSystem } from './base-system.ts';
import { makeImage, pauseImage } from './images.ts';
import type { TarEntry } from './tar.ts';

/**
 * The images from which kubeadm runs a control plane, made of programs in a folder: as archives by their names. `list` is
 * what `kubeadm config images list` says; images of which there is no program, as CoreDNS, are left out.
 */
export async function controlPlaneImages(programs: string, list: readonly string[]): Promise<Map<string, Buffer>> {
  const images = new Map<string, Buffer>();
  for (const name of list) {
    const program = /([^/:]+):[^:]+$/.exec(name)?.[1] ?? '';
    const image = await imageOf(programs, { name, program });
    if (image !== null) images.set(program, image);
  }
  return images;
}

async function imageOf(programs: string, { name, program }: { name: string; program: string }): Promise<Buffer | null> {
  if (program === 'pause') return pauseImage(name);
  const content = await readFile(join(programs, program)).catch(() => null);
  if (content === null) return null;
  const paths = new Set<string>();
  if (program === 'kube-proxy') await addFirewall(paths);
  if (program === 'etcd') await addLibraries(paths, join(programs, program));
  const files = new Map<string, TarEntry>();
  for (const path of paths) {
    files.set(path, { path: path.slice(1), content: await readFile(join(await baseSystem(), path)), mode: 0o755 });
  }
  const own = { path: `usr/local/bin/${program}`, content, mode: 0o755 };
  const links = program === 'kube-proxy' ? firewallLinks : [];
  return makeImage({ name, files: [...files.values(), ...links, own], command: [] });
}

const firewallPrograms = ['/usr/sbin/xtables-nft-multi', '/usr/sbin/conntrack'];
const firewallLinks: TarEntry[] = [
  'iptables',
  'iptables-save',
  'iptables-restore',
  'ip6tables',
  'ip6tables-save',
  'ip6tables-restore',
].map((name) => ({ path: `usr/sbin/${name}`, content: Buffer.alloc(0), link: 'xtables-nft-multi', mode: 0o777 }));

/** The tools with which kube-proxy writes rules. */
async function addFirewall(paths: Set<string>): Promise<void> {
  for (const program of firewallPrograms) {
    paths.add(program);
    await addLibraries(paths, join(await baseSystem(), program));
  }
  const triple = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const folder = `/usr/lib/${triple}/xtables`;
  for (const name of await readdir(join(await baseSystem(), folder))) paths.add(join(folder, name));
}

/** What a program is linked with, by the paths in the base system. */
async function addLibraries(paths: Set<string>, program: string): Promise<void> {
  const lines = (await runProgram('ldd', program)).split('\n');
  for (const line of lines) {
    const path = /(\/\S+) \(0x/.exec(line)?.[1];
    if (path !== undefined) paths.add(path);
  }
}
