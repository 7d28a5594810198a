import type { ClusterSettings } from '../binaries/machine.ts';

/** What the configuration of kubeadm is made of. */
export interface KubeadmPlan {
  /** Of Kubernetes 1.x. */
  minor: number;
  version: string;
  settings: ClusterSettings;
  /** Path of the container runtime's socket. */
  socket: string;
  hasSystemdCgroup: boolean;
  /** Where the images of the control plane come from; null: kubeadm's own choice. */
  imageRepository: string | null;
  /** The node's address is one of the host's own. */
  knowsAddress: boolean;
  resolvConf: string;
}

/** How a node finds its cluster. */
export interface KubeadmInvitation {
  token: string;
  /** SHA-256 of the public key of the cluster's authority, in hexadecimal digits. */
  authorityHash: string;
}

/**
 * The release of kubeadm's configuration that a version of kubeadm reads and does not call old:
 * https://kubernetes.io/docs/reference/config-api/ has v1beta2 until 1.22, v1beta3 until 1.31 and v1beta4 since.
 */
export function kubeadmApi(minor: number): string {
  if (minor < 22) return 'kubeadm.k8s.io/v1beta2';
  return minor < 31 ? 'kubeadm.k8s.io/v1beta3' : 'kubeadm.k8s.io/v1beta4';
}

/** The documents for `kubeadm init`: a secure API on the master's address, pods allowed on the master as well. */
export function initConfig(plan: KubeadmPlan): string {
  const { settings, minor } = plan;
  const apiVersion = kubeadmApi(minor);
  const { server, port, address, podNetwork, serviceNetwork } = settings;
  const own = settings.addresses.split(',').filter((name) => name !== '');
  return documents([
    {
      ...{ apiVersion, kind: 'InitConfiguration' },
      localAPIEndpoint: { advertiseAddress: address, bindPort: Number(port) },
      nodeRegistration: registrationOf(plan),
    },
    {
      ...{ apiVersion, kind: 'ClusterConfiguration', kubernetesVersion: plan.version },
      networking: { podSubnet: podNetwork, serviceSubnet: serviceNetwork },
      apiServer: { certSANs: [...new Set([server, address, ...own, '127.0.0.1', 'localhost'])] },
      ...(server === address ? {} : { controlPlaneEndpoint: `${server}:${port}` }),
      ...(plan.imageRepository === null ? {} : { imageRepository: plan.imageRepository }),
    },
    {
      ...{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
      ...{ cgroupDriver: plan.hasSystemdCgroup ? 'systemd' : 'cgroupfs', failSwapOn: false, readOnlyPort: 0 },
      resolvConf: plan.resolvConf,
    },
    {
      ...{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' },
      // The host's own settings stay as they are.
      conntrack: { maxPerCore: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    },
  ]);
}

/** The document for `kubeadm join`. */
export function joinConfig(plan: KubeadmPlan, { token, authorityHash }: KubeadmInvitation): string {
  const { settings, minor } = plan;
  const isNew = minor >= 31;
  return documents([
    {
      ...{ apiVersion: kubeadmApi(minor), kind: 'JoinConfiguration' },
      nodeRegistration: registrationOf(plan),
      discovery: {
        ...(isNew ? {} : { timeout: '60s' }),
        bootstrapToken: {
          ...{ apiServerEndpoint: `${settings.server}:${settings.port}`, token },
          caCertHashes: [`sha256:${authorityHash}`],
        },
      },
      ...(isNew ? { timeouts: { discovery: '60s', tlsBootstrap: '100s' } } : {}),
    },
  ]);
}

function registrationOf({ settings, minor, socket, knowsAddress }: KubeadmPlan): object {
  return {
    name: settings.nodeName,
    // Since 1.24 it is an address.
    criSocket: minor < 24 ? socket : `unix://${socket}`,
    taints: [],
    ...(knowsAddress ? { kubeletExtraArgs: argumentsOf(minor, { 'node-ip': settings.address }) } : {}),
  };
}

function argumentsOf(minor: number, values: Record<string, string>): object {
  return minor < 31 ? values : Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** JSON is YAML. */
function documents(all: readonly object[]): string {
  return `${all.map((document) => JSON.stringify(document, null, 1)).join('\n---\n')}\n`;
}

/** What `kubeadm config images list` says, as repository and name with tag. */
export function readImages(list: string): string[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[\w.:/-]+:[\w.-]+$/.test(line));
}

/**
 * Where the images of a control plane are from: the repository before `/kube-apiserver:VERSION` among names of images. Null
 * when there is none of that version.
 */
export function repositoryIn(names: readonly string[], version: string): string | null {
  const end = `/kube-apiserver:${version}`;
  return names.find((name) => name.endsWith(end))?.slice(0, -end.length) ?? null;
}
