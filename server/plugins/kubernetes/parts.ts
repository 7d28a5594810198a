import type { OperationContext } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import type { FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import type { ClusterClient } from './client/cluster-client.ts';

/** How this site installs clusters; each may be said otherwise by a property of the node. */
export interface KubernetesSite {
  /** Null: the first that the host offers. */
  installer: 'binaries' | 'k3s' | 'kubeadm' | 'existing' | null;
  /** Folder or archive (.tar.gz) on this machine with the programs of the `binaries` installer. */
  bundle: string | null;
  /** File on this machine with the manifests of the pod network; null: the plain bridge. */
  network: string | null;
  /** Null: the first that the host has. */
  runtime: 'containerd' | 'docker' | null;
  /** Hosts may download packages and programs. */
  mayDownload: boolean;
}

/** Finds the cluster that an operation works on, and signs in. */
export interface Clusters {
  /** The cluster of the operation's own node: its `client_config`, its master, or its proxy. Throws errors of operations. */
  of(context: OperationContext): Promise<ClusterClient>;
}

/** What the operations of the plugin use. */
export interface KubernetesParts {
  hosts: Hosts;
  clusters: Clusters;
  fetchGuarded: FetchGuarded;
  site: KubernetesSite;
  /** The address by which pods and hosts reach this product (`%{management_ip}`); null: the site names none. */
  managementIp: string | null;
}
