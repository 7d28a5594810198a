import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { initConfig, joinConfig, type KubeadmPlan, kubeadmApi, readImages, repositoryIn } from './kubeadm-config.ts';

const plan: KubeadmPlan = {
  minor: 20,
  version: 'v1.20.2',
  settings: {
    role: 'master',
    nodeName: 'oak-1',
    address: '10.0.0.11',
    addresses: '10.0.0.11,192.168.7.1',
    server: '10.0.0.11',
    port: '6443',
    podNetwork: '10.244.0.0/16',
    serviceNetwork: '10.96.0.0/16',
  },
  socket: '/run/containerd.sock',
  hasSystemdCgroup: false,
  imageRepository: null,
  knowsAddress: true,
  resolvConf: '/etc/resolv.conf',
};
const read = (text: string) => parseAllDocuments(text).map((document) => document.toJS());

describe('the configuration of kubeadm', () => {
  it('is of the release that kubeadm reads', () => {
    expect([20, 21, 22, 30, 31, 34].map(kubeadmApi)).toEqual([
      'kubeadm.k8s.io/v1beta2',
      'kubeadm.k8s.io/v1beta2',
      'kubeadm.k8s.io/v1beta3',
      'kubeadm.k8s.io/v1beta3',
      'kubeadm.k8s.io/v1beta4',
      'kubeadm.k8s.io/v1beta4',
    ]);
  });

  it('puts the API on the address and port of the master', () => {
    const [init, cluster, kubelet] = read(initConfig(plan));
    expect(init.localAPIEndpoint).toEqual({ advertiseAddress: '10.0.0.11', bindPort: 6443 });
    expect(init.nodeRegistration).toEqual({
      name: 'oak-1',
      criSocket: '/run/containerd.sock',
      taints: [],
      kubeletExtraArgs: { 'node-ip': '10.0.0.11' },
    });
    expect(cluster.kubernetesVersion).toBe('v1.20.2');
    expect(cluster.controlPlaneEndpoint).toBeUndefined();
    expect(cluster.imageRepository).toBeUndefined();
    expect(kubelet.cgroupDriver).toBe('cgroupfs');
  });

  it('names the address by which others reach a master behind another address', () => {
    const settings = { ...plan.settings, server: 'kube.example.org' };
    const [, cluster] = read(initConfig({ ...plan, settings, imageRepository: 'images.example.org/k8s' }));
    expect(cluster.controlPlaneEndpoint).toBe('kube.example.org:6443');
    expect(cluster.apiServer.certSANs).toEqual([
      'kube.example.org',
      '10.0.0.11',
      '192.168.7.1',
      '127.0.0.1',
      'localhost',
    ]);
    expect(cluster.imageRepository).toBe('images.example.org/k8s');
  });

  it('joins by a token and the hash of the authority', () => {
    const invitation = { token: 'abcdef.0123456789abcdef', authorityHash: 'ff'.repeat(32) };
    const [old] = read(joinConfig(plan, invitation));
    expect(old.discovery).toEqual({
      timeout: '60s',
      bootstrapToken: {
        apiServerEndpoint: '10.0.0.11:6443',
        token: 'abcdef.0123456789abcdef',
        caCertHashes: [`sha256:${'ff'.repeat(32)}`],
      },
    });
    const [fresh] = read(joinConfig({ ...plan, minor: 32 }, invitation));
    expect(fresh.timeouts.discovery).toBe('60s');
    expect(fresh.discovery.timeout).toBeUndefined();
    expect(fresh.nodeRegistration.kubeletExtraArgs).toEqual([{ name: 'node-ip', value: '10.0.0.11' }]);
    expect(fresh.nodeRegistration.criSocket).toBe('unix:///run/containerd.sock');
  });

  it('finds the repository of the images that a host has', () => {
    const names = ['gantry.test/web:1', 'images.example.org/k8s/kube-apiserver:v1.20.2'];
    expect(repositoryIn(names, 'v1.20.2')).toBe('images.example.org/k8s');
    expect(repositoryIn(names, 'v1.21.0')).toBeNull();
    expect(readImages('W1 warning\nk8s.gcr.io/pause:3.2\n\n')).toEqual(['k8s.gcr.io/pause:3.2']);
  });
});
