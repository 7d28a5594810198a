import { expect, it } from 'vitest';
import type { ClusterSettings } from '../binaries/machine.ts';
import { k3sWords } from './k3s-words.ts';

const settings: ClusterSettings = {
  role: 'master',
  nodeName: 'oak-1',
  address: '10.0.0.11',
  addresses: '10.0.0.11',
  server: 'kube.example.org',
  port: '6443',
  podNetwork: '10.244.0.0/16',
  serviceNetwork: '10.96.0.0/16',
};

it('starts a server with a secure port, a token from a file and an access file for root only', () => {
  const words = k3sWords({ settings, knowsAddress: true, hasNetwork: false, runtime: null });
  expect(words.slice(0, 2)).toEqual(['/opt/gantry/kubernetes/bin/k3s', 'server']);
  expect(words).toEqual(
    expect.arrayContaining([
      '--https-listen-port=6443',
      '--tls-san=kube.example.org',
      '--token-file=/etc/gantry/kubernetes/k3s-token',
      '--write-kubeconfig=/etc/gantry/kubernetes/admin.conf',
      '--write-kubeconfig-mode=600',
      '--node-ip=10.0.0.11',
    ]),
  );
  expect(words.join(' ')).not.toMatch(/flannel|--docker/);
});

it('leaves the pod network to the manifests of the site, and containers to docker, where they say so', () => {
  const words = k3sWords({ settings, knowsAddress: false, hasNetwork: true, runtime: 'docker' });
  expect(words).toEqual(expect.arrayContaining(['--flannel-backend=none', '--disable-network-policy', '--docker']));
  expect(words.join(' ')).not.toContain('--node-ip');
});

it('starts an agent that joins the server', () => {
  const node = { ...settings, role: 'node' as const, nodeName: 'oak-2', address: '10.0.0.12' };
  expect(k3sWords({ settings: node, knowsAddress: true, hasNetwork: false, runtime: null })).toEqual([
    '/opt/gantry/kubernetes/bin/k3s',
    'agent',
    '--server=https://kube.example.org:6443',
    '--node-name=oak-2',
    '--token-file=/etc/gantry/kubernetes/k3s-token',
    '--node-ip=10.0.0.12',
  ]);
});
