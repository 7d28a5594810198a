import { type ClusterSettings, paths } from '../binaries/machine.ts';

/** Where k3s keeps everything. */
export const k3sFolder = '/var/lib/rancher/k3s';
/** The secret by which nodes join. */
export const tokenFile = `${paths.config}/k3s-token`;

/** What decides how k3s is started. */
export interface K3sPlan {
  settings: ClusterSettings;
  /** The node's address is one of the host's own. */
  knowsAddress: boolean;
  /** The site has a pod network of its own. */
  hasNetwork: boolean;
  runtime: 'containerd' | 'docker' | null;
}

/**
 * The command of k3s on a master or node (https://docs.k3s.io/cli/server, /cli/agent). What would take ports 80 and 443 of
 * hosts or needs more images than a cluster does is left out.
 */
export function k3sWords({ settings, knowsAddress, hasNetwork, runtime }: K3sPlan): string[] {
  const { role, nodeName, address, server, port, podNetwork, serviceNetwork } = settings;
  const common = [
    ...[`--node-name=${nodeName}`, `--token-file=${tokenFile}`],
    ...(knowsAddress ? [`--node-ip=${address}`] : []),
    ...(runtime === 'docker' ? ['--docker'] : []),
  ];
  const program = `${paths.programs}/bin/k3s`;
  if (role === 'node') return [program, 'agent', `--server=https://${server}:${port}`, ...common];
  return [
    ...[program, 'server', `--https-listen-port=${port}`, `--tls-san=${server}`],
    ...(knowsAddress ? [`--advertise-address=${address}`] : []),
    ...[`--cluster-cidr=${podNetwork}`, `--service-cidr=${serviceNetwork}`],
    ...[`--write-kubeconfig=${paths.admin}`, '--write-kubeconfig-mode=600'],
    '--disable=traefik,servicelb,metrics-server',
    ...(hasNetwork ? ['--flannel-backend=none', '--disable-network-policy'] : []),
    ...common,
  ];
}
