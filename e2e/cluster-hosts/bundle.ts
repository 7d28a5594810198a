import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../hosts/commands.ts';
import { containerLayer, kept, unpackPackages } from './base-system.ts';
import { controlPlaneImages } from './control-plane-images.ts';
import { pauseImage, webImage } from './images.ts';

const controlPlane = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'etcd'];

/** The image that holds a pod's namespaces, as the bundle carries it. */
export const pause = 'registry.k8s.io/pause:3.9';

/** Web servers of two versions, for pods of tests. */
export const webImages = ['gantry.test/web:1', 'gantry.test/web:2'] as const;

/** The folder of the Kubernetes programs that tests use. Nothing stands in for it: these tests take many minutes. */
const programs = process.env['GANTRY_CLUSTER_PROGRAMS'] ?? '';

/** Why no bundle can be made here; null when it can. */
export function whyNoBundle(): string | null {
  if (programs === '') return 'GANTRY_CLUSTER_PROGRAMS names no folder with the programs of a Kubernetes release';
  const missing = controlPlane.filter((name) => !existsSync(join(programs, name)));
  return missing.length === 0 ? null : `${programs} has no ${missing.join(', ')}`;
}

/**
 * A bundle for hosts that have nothing: the programs of `programsFolder`, Debian's kubectl, containerd, runc and network
 * plugins, and images made here. Made once for one version. Throws when a program is missing.
 */
export function testBundle(version = 'v1.20.2'): Promise<string> {
  const why = whyNoBundle();
  if (why !== null) throw new Error(why);
  return kept(`bundle-${version}`, async (folder) => {
    for (const part of ['bin', 'cni', 'images']) await mkdir(join(folder, part));
    for (const name of controlPlane) await copyProgram(join(programs, name), join(folder, 'bin', name));
    for (const name of ['kubeadm', 'crictl', 'k3s']) {
      if (existsSync(join(programs, name))) {
        await copyProgram(join(programs, name), join(folder, 'bin', name));
      }
    }
    await copyKubectl(folder);
    await copyContainers(folder);
    await writeFile(join(folder, 'images/pause.tar'), await pauseImage(pause));
    for (const [index, name] of webImages.entries()) {
      await writeFile(join(folder, `images/web-${index + 1}.tar`), await webImage(name));
    }
    await writeDescription(folder, version);
  });
}

/** Why no bundle for kubeadm can be made here; null when it can. */
export function whyNoKubeadm(): string | null {
  return whyNoBundle() ?? (existsSync(join(programs, 'kubeadm')) ? null : `${programs} has no kubeadm`);
}

/**
 * A bundle for `kubeadm`: the programs that the host runs itself, and the images of the control plane. Throws when there
 * is no kubeadm among the programs.
 */
export function kubeadmBundle(version = 'v1.20.2'): Promise<string> {
  const why = whyNoKubeadm();
  if (why !== null) throw new Error(why);
  const kubeadm = join(programs, 'kubeadm');
  return kept(`bundle-kubeadm-${version}`, async (folder) => {
    for (const part of ['bin', 'cni', 'images']) await mkdir(join(folder, part));
    for (const name of ['kubeadm', 'kubelet']) await copyProgram(join(programs, name), join(folder, 'bin', name));
    await copyKubectl(folder);
    await copyContainers(folder);
    const list = await runProgram(kubeadm, 'config', 'images', 'list', '--kubernetes-version', version);
    for (const [name, image] of await controlPlaneImages(programs, list.trim().split('\n'))) {
      await writeFile(join(folder, `images/${name}.tar`), image);
    }
    for (const [index, name] of webImages.entries()) {
      await writeFile(join(folder, `images/web-${index + 1}.tar`), await webImage(name));
    }
    await writeDescription(folder, version);
  });
}

async function copyKubectl(folder: string): Promise<void> {
  const own = join(programs, 'kubectl');
  if (existsSync(own)) return copyProgram(own, join(folder, 'bin/kubectl'));
  const unpacked = await kept('kubectl', (into) => unpackPackages(['kubernetes-client'], into));
  await copyProgram(join(unpacked, 'usr/bin/kubectl'), join(folder, 'bin/kubectl'));
}

async function copyContainers(folder: string): Promise<void> {
  const layer = await containerLayer();
  for (const path of ['bin/containerd', 'bin/containerd-shim-runc-v2', 'bin/ctr', 'sbin/runc']) {
    await copyProgram(join(layer, 'usr', path), join(folder, 'bin', path.slice(path.indexOf('/') + 1)));
  }
  for (const name of await readdir(join(layer, 'usr/lib/cni'))) {
    await copyProgram(join(layer, 'usr/lib/cni', name), join(folder, 'cni', name));
  }
}

async function copyProgram(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o755);
}

/** Writes `bundle.json`: the version, the architecture and the checksum of each file. */
async function writeDescription(folder: string, version: string): Promise<void> {
  const files: Record<string, string> = {};
  for (const part of ['bin', 'cni', 'images']) {
    for (const name of (await readdir(join(folder, part))).sort()) {
      const bytes = await readFile(join(folder, part, name));
      files[`${part}/${name}`] = createHash('sha256').update(bytes).digest('hex');
    }
  }
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  await writeFile(join(folder, 'bundle.json'), `${JSON.stringify({ version, architecture, files }, null, 2)}\n`);
}
