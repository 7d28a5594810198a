import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import type { HostFiles } from '../../../hosts/files/host-files.ts';
import type { KubernetesSite } from '../parts.ts';
import type { HostRecord, Installation } from './framework/host-record.ts';
import type { HostShell } from './framework/host-shell.ts';
import type { ClusterStep } from './framework/steps.ts';

/** A host that becomes the master or a node of a cluster, or is to be as it was again. */
export interface InstallCall {
  context: OperationContext;
  site: KubernetesSite;
  role: 'master' | 'node';
  /** Properties of the node template. */
  properties: JsonObject;
  shell: HostShell;
  files: HostFiles;
  /** Address by which Gantry reaches the host. */
  address: string;
  record: HostRecord;
  /** The cluster's master: the host itself, or the one that it joins. Null: that one cannot be reached any more. */
  master: { shell: HostShell; record: HostRecord; address: string } | null;
}

/** What is to be done on a host, in order. */
export interface InstallPlan {
  installation: Omit<Installation, 'owner'>;
  steps: readonly ClusterStep[];
  /** Runtime properties that tell of the result. */
  told: JsonObject;
}

/** One way to make clusters. */
export interface Installer {
  name: Installation['installer'];
  /** Why it cannot be used on the host, with the way out; null: it can. */
  whyNot(call: InstallCall): Promise<string | null>;
  /** The steps for a host where nothing is, or where `record` tells what is. Throws the errors of operations. */
  plan(call: InstallCall): Promise<InstallPlan>;
  /** The same steps for taking back what the record names; must not need what only an installation needs. */
  planRemoval(call: InstallCall): Promise<readonly ClusterStep[]>;
}
