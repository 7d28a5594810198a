import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBundle, sumOf } from './bundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-bundle-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const needed = {
  bin: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kubelet', 'kube-proxy', 'kubectl'],
  cni: ['bridge', 'host-local', 'loopback', 'portmap'],
};

/** The head of a program for 64-bit ARM. */
const arm = Buffer.from('7f454c460201010000000000000000000300b700', 'hex');

function make({ without = '', version = 'v1.31.4' as string | null, head = arm } = {}): string {
  for (const [part, names] of Object.entries(needed)) {
    mkdirSync(join(folder, 'b', part), { recursive: true });
    for (const name of names) if (name !== without) writeFileSync(join(folder, 'b', part, name), head);
  }
  if (version !== null) writeFileSync(join(folder, 'b/bundle.json'), JSON.stringify({ version }));
  return join(folder, 'b');
}

test('a bundle says what it is for', async () => {
  const bundle = await openBundle(make(), null);
  expect(bundle).toMatchObject({ version: 'v1.31.4', minor: 31, architecture: 'aarch64', manifests: [] });
  const kubelet = bundle.files.find(({ name }) => name === 'bin/kubelet');
  expect(kubelet && (await sumOf(kubelet))).toMatch(/^[0-9a-f]{64}$/);
});

test('an archive is unpacked, with or without a folder of its own, and one of several is chosen by its name', async () => {
  make();
  execFileSync('tar', ['-czf', join(folder, 'bundle.tar.gz'), '-C', folder, 'b']);
  const packed = await openBundle(folder, 'bundle.tar.gz');
  expect(packed.version).toBe('v1.31.4');
  rmSync(join(packed.files[0]?.path ?? '', '../../..'), { recursive: true });
  expect((await openBundle(folder, 'b')).version).toBe('v1.31.4');
  await expect(openBundle(folder, '../b')).rejects.toThrow('There is no bundle "../b" in');
});

test.each([
  ['kube-apiserver', /Wrong bundle: .* has no kube-apiserver \(looked for bin\/kube-apiserver\)/],
  ['portmap', /Wrong bundle: .* has no portmap/],
])('a bundle without %s is refused', async (without, message) => {
  await expect(openBundle(make({ without }), null)).rejects.toThrow(message);
});

test('so are one that is too old, one of unknown version, one for no machine, and one that is not there', async () => {
  await expect(openBundle(make({ version: 'v1.14.1' }), null)).rejects.toThrow('it must be 1.20 or newer');
  rmSync(join(folder, 'b'), { recursive: true });
  await expect(openBundle(make({ version: null }), null)).rejects.toThrow(/version of the bundle .* is not known/);
  await expect(openBundle(make({ head: Buffer.from('#!/bin/sh\n') }), null)).rejects.toThrow('is no program for Linux');
  await expect(openBundle(join(folder, 'gone'), null)).rejects.toThrow(
    /gone cannot be read .* GANTRY_KUBERNETES_BUNDLE/,
  );
});
