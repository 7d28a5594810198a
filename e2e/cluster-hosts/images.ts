import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kept, unpackPackages } from './base-system.ts';
import { makeTar, type TarEntry } from './tar.ts';

export interface ImagePlan {
  /** With its tag, e.g. `registry.k8s.io/pause:3.9`. */
  name: string;
  files: TarEntry[];
  /** The program with its arguments; empty: the pod names it. */
  command: string[];
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** An image of one layer as an archive that `ctr images import` and `docker load` read; its bytes depend on the plan alone. */
export function makeImage({ name, files, command }: ImagePlan): Buffer {
  const layer = makeTar(files);
  const config = JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { ...(command.length > 0 ? { Entrypoint: command } : {}), Env: [`PATH=${path}`] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
  });
  const configName = `${sha256(config)}.json`;
  const manifest = JSON.stringify([{ Config: configName, RepoTags: [name], Layers: ['layer.tar'] }]);
  return makeTar([
    { path: configName, content: Buffer.from(config) },
    { path: 'layer.tar', content: layer },
    { path: 'manifest.json', content: Buffer.from(manifest) },
  ]);
}

/** What holds a pod's namespaces: does nothing, and ends when it is told to. */
export async function pauseImage(name: string): Promise<Buffer> {
  const script = '#!/bin/sh\ntrap "exit 0" TERM INT\nwhile :; do sleep 3600 & wait $!; done\n';
  const files = [...(await busybox()), { path: 'pause', content: Buffer.from(script), mode: 0o755 }];
  return makeImage({ name, files, command: ['/pause'] });
}

/**
 * A web server on port 8080 that answers `/` with the image's name and `/host` with the name of its pod; its folder is
 * `/www`. Asked to end, it goes on for a second, so that a rollout loses no request.
 */
export async function webImage(name: string): Promise<Buffer> {
  const script = [
    '#!/bin/sh',
    'hostname >/www/host',
    'httpd -f -p 8080 -h /www &',
    'trap "sleep 1; kill $!; exit 0" TERM INT',
    'wait',
    '',
  ].join('\n');
  const files = [
    ...(await busybox()),
    { path: 'www/', content: null },
    { path: 'www/index.html', content: Buffer.from(`${name}\n`) },
    { path: 'serve', content: Buffer.from(script), mode: 0o755 },
  ];
  return makeImage({ name, files, command: ['/serve'] });
}

/** Debian's static busybox with links for the few commands that the images use. */
async function busybox(): Promise<TarEntry[]> {
  const folder = await kept('busybox', (into) => unpackPackages(['busybox-static'], into));
  const program = await readFile(join(folder, 'bin/busybox')).catch(() => readFile(join(folder, 'usr/bin/busybox')));
  const commands = ['sh', 'sleep', 'httpd', 'hostname', 'cat', 'echo', 'wget', 'ls', 'nslookup', 'kill', 'env'];
  return [
    { path: 'bin/', content: null },
    { path: 'bin/busybox', content: program, mode: 0o755 },
    ...commands.map((command) => ({ path: `bin/${command}`, content: Buffer.alloc(0), link: 'busybox', mode: 0o777 })),
    { path: 'tmp/', content: null, mode: 0o1777 },
  ];
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
