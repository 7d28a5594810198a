import type { Bundle } from './bundle.ts';
import { type ClusterSettings, type HostFacts, paths } from './machine.ts';
import type { ContainerRuntime } from './runtime-steps.ts';

/** With a token, until the cluster has signed the node's own key. */
export const invitation = `${paths.config}/bootstrap.conf`;
/** The kubelet makes it when the cluster has signed its key. */
export const nodeAccess = `${paths.config}/kubelet.conf`;
/** The certificate of the cluster's authority. */
export const authority = `${paths.config}/ca.crt`;
export const kubeletConfig = `${paths.config}/kubelet.yaml`;

interface KubeletOf {
  bundle: Pick<Bundle, 'minor'>;
  settings: Pick<ClusterSettings, 'nodeName' | 'address' | 'addresses'>;
  facts: Pick<HostFacts, 'resolvConf'>;
}

/** The words of the kubelet's command, as its release knows them. */
export function kubeletWords({ bundle, settings }: KubeletOf, runtime: ContainerRuntime): string[] {
  const { nodeName, address, addresses } = settings;
  return [
    ...[`${paths.programs}/bin/kubelet`, `--config=${kubeletConfig}`, `--hostname-override=${nodeName}`],
    ...[`--kubeconfig=${nodeAccess}`, `--bootstrap-kubeconfig=${invitation}`],
    ...(addresses.split(',').includes(address) ? [`--node-ip=${address}`] : []),
    ...runtimeFlags(bundle.minor, runtime),
  ];
}

/** Until 1.23 the runtime's kind is said, until 1.26 its socket is a flag, from 1.27 on it is in the file. */
function runtimeFlags(minor: number, { socket, pauseImage }: ContainerRuntime): string[] {
  if (minor >= 27) return [];
  return [
    ...(minor < 24 ? ['--container-runtime=remote'] : []),
    ...[`--container-runtime-endpoint=unix://${socket}`, `--pod-infra-container-image=${pauseImage}`],
  ];
}

/** The kubelet's file of settings; JSON is YAML too. */
export function kubeletSettings({ bundle, facts }: KubeletOf, { socket, hasSystemdCgroup }: ContainerRuntime): string {
  return JSON.stringify({
    ...{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
    authentication: {
      ...{ anonymous: { enabled: false }, webhook: { enabled: true } },
      x509: { clientCAFile: authority },
    },
    ...{ authorization: { mode: 'Webhook' }, readOnlyPort: 0, rotateCertificates: true, failSwapOn: false },
    ...{ cgroupDriver: hasSystemdCgroup ? 'systemd' : 'cgroupfs', clusterDomain: 'cluster.local' },
    ...{ volumePluginDir: `${paths.kubelet}/volume-plugins`, resolvConf: facts.resolvConf },
    ...(bundle.minor >= 27 ? { containerRuntimeEndpoint: `unix://${socket}` } : {}),
  });
}
