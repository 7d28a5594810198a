import type { Json } from '../../../../../core/blueprint/json.ts';
import {
  type NodeAndInstance,
  NonRecoverableError,
  type OperationContext,
} from '../../../../../core/ports/operation.ts';
import { toOperationError } from '../../../../hosts/connection-error.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import type { KubernetesSite } from '../../parts.ts';
import { binariesInstaller } from '../binaries/binaries-installer.ts';
import { existingInstaller } from '../existing/existing-installer.ts';
import { HostRecord } from '../framework/host-record.ts';
import { HostShell } from '../framework/host-shell.ts';
import { runSteps, undoSteps } from '../framework/steps.ts';
import type { InstallCall, Installer } from '../installer.ts';
import { k3sInstaller } from '../k3s/k3s-installer.ts';
import { kubeadmInstaller } from '../kubeadm/kubeadm-installer.ts';
import { accountOf, type ClusterAccount } from './account-of.ts';

/** What a task works with. */
export interface ClusterTask {
  hosts: Hosts;
  site: KubernetesSite;
  context: OperationContext;
  account: ClusterAccount;
  role: 'master' | 'node';
}

/** In this order, the first that can be used on a host makes its cluster. */
const installers: readonly Installer[] = [existingInstaller, binariesInstaller, kubeadmInstaller, k3sInstaller];

/** An empty file that a person makes: what is on the host belongs to nobody any more. */
const releasedMark = '/etc/gantry/kubernetes/released';

/** Makes the host the master of a cluster, or a node of its master's. Safe to take up again wherever it was left. */
export function startCluster(task: ClusterTask): Promise<Json> {
  return toOperationError(() => start(task));
}

/** Leaves the host as it was before `startCluster`. */
export function stopCluster(task: ClusterTask): Promise<Json> {
  return toOperationError(() => stop(task));
}

async function start(task: ClusterTask): Promise<Json> {
  const { context, role } = task;
  const self = selfOf(context);
  if (self.node.properties['install'] === false) {
    context.log(
      'info',
      `${self.node.name} says install: false. The cluster on ${task.account.target.address} is used as it is.`,
    );
    return null;
  }
  const call = await callOf(task, self);
  const { record, shell } = call;
  const owner = ownerOf(context, self);
  await settleOwner(call, owner);
  if (role === 'node') requireMaster(call, self);
  const installer = record.installation === null ? await choose(call) : installerOf(record.installation.installer);
  const plan = await installer.plan(call);
  await record.own({ owner, ...plan.installation });
  await runSteps({ context, record, host: shell.host }, plan.steps);
  await context.setRuntimeProperties('self', { ...self.instance.runtimeProperties, ...plan.told });
  return null;
}

async function stop(task: ClusterTask): Promise<Json> {
  const { context } = task;
  const self = selfOf(context);
  if (self.node.properties['install'] === false) {
    context.log('info', `${self.node.name} says install: false. The cluster on ${task.account.target.address} stays.`);
    return null;
  }
  const call = await callOf(task, self);
  const { installation } = call.record;
  const owner = ownerOf(context, self);
  if (installation === null) {
    context.log('info', `Nothing of a cluster is on ${call.shell.host}.`);
  } else if (installation.owner === owner) {
    await remove(call);
  } else {
    context.log('warning', `The cluster on ${call.shell.host} belongs to ${installation.owner}; it stays.`);
  }
  const {
    kubernetes_api: _,
    kubernetes_node: _node,
    kubernetes_version: _version,
    ...rest
  } = self.instance.runtimeProperties;
  await context.setRuntimeProperties('self', rest);
  return null;
}

async function remove(call: InstallCall): Promise<void> {
  const { context, record, shell } = call;
  const installer = installerOf(record.installation?.installer ?? '');
  await undoSteps({ context, record, host: shell.host }, await installer.planRemoval(call));
}

async function callOf(task: ClusterTask, self: NodeAndInstance): Promise<InstallCall> {
  const { hosts, site, context, account, role } = task;
  const shell = shellOn(hosts, context, account);
  const record = await HostRecord.read(shell);
  const own = { shell, record, address: account.target.address };
  return {
    ...{ context, site, role, shell, record, properties: self.node.properties, address: account.target.address },
    files: hosts.filesOn(account.target),
    master: role === 'master' ? own : await masterOf(task, self),
  };
}

function shellOn(
  hosts: Hosts,
  { signal, detach }: OperationContext,
  { target, ...account }: ClusterAccount & { isGuest?: boolean },
): HostShell {
  return new HostShell({ transport: hosts.transportTo(target), ...account, signal, detach });
}

/** The master that the node is connected to; null when none was drawn, or when a stop does not reach it. */
async function masterOf({ hosts, context }: ClusterTask, self: NodeAndInstance): Promise<InstallCall['master']> {
  for (const { target_id: id } of self.instance.relationships) {
    const target = await context.instance(id);
    if (target === null || !target.node.type_hierarchy.some((type) => /^cloudify\.kubernetes\.[mM]aster$/.test(type)))
      continue;
    try {
      const account = await accountOf(hosts, context, target);
      const shell = shellOn(hosts, context, { ...account, isGuest: true });
      return { shell, record: await HostRecord.read(shell), address: account.target.address };
    } catch (error) {
      if (!context.operation.endsWith('.stop')) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      context.log('warning', `The master is not reached, so the node leaves it without a word: ${reason}`);
    }
  }
  return null;
}

function requireMaster({ master, context }: InstallCall, { node }: NodeAndInstance): void {
  if (master === null) {
    throw new NonRecoverableError(
      `${node.name} is not connected to a master: draw a relationship cloudify.kubernetes.relationships.connected_to_master from it to the master of its cluster.`,
    );
  }
  if (master.record.whole) return;
  throw new NonRecoverableError(
    `The master on ${master.shell.host} was not installed by Gantry to its end, so ${node.name} cannot join it. ` +
      `Run install (or its start operation) for the master first; this is ${context.operation} of ${node.name}.`,
  );
}

/** A host carries one cluster at a time. What another deployment left half-made is finished or taken away. */
async function settleOwner(call: InstallCall, owner: string): Promise<void> {
  const { context, record, role, shell } = call;
  const { installation } = record;
  if (installation === null || installation.owner === owner) return;
  const isReleased = await shell.holds(`[ -e ${releasedMark} ]`);
  if (record.whole && !isReleased) {
    throw new NonRecoverableError(
      `${shell.host} carries the cluster of another deployment (${installation.owner}). Uninstall that one first. ` +
        `If it is no more, make the empty file ${releasedMark} on the host: then what is there is taken away and this install goes on.`,
    );
  }
  if (!isReleased && installation.role === role && role === 'master') {
    context.log('info', `${shell.host} has a half-made installation of ${installation.owner}; it is finished.`);
    return;
  }
  context.log('info', `What ${installation.owner} left on ${shell.host} is taken away first.`);
  await remove(call);
  await shell.run(`rm -f ${releasedMark}\nrmdir /etc/gantry/kubernetes /etc/gantry 2>/dev/null || true`);
}

/** That of the master for a node; else the site's, or the first that can be used. */
async function choose(call: InstallCall): Promise<Installer> {
  const { site, shell, role, master } = call;
  if (role === 'node') return installerOf(master?.record.installation?.installer ?? '');
  const able = site.installer === null ? installers : installers.filter(({ name }) => name === site.installer);
  const reasons: string[] = [];
  for (const installer of able) {
    const reason = await installer.whyNot(call);
    if (reason === null) return installer;
    reasons.push(`${installer.name}: ${reason}`);
  }
  throw new NonRecoverableError(`No installer can be used on ${shell.host}. ${reasons.join(' ')}`);
}

function installerOf(name: string): Installer {
  const found = installers.find((installer) => installer.name === name);
  if (found !== undefined) return found;
  throw new NonRecoverableError(
    `What is on the host was installed by "${name}", which this Gantry does not know. Use the version that made it.`,
  );
}

function selfOf({ self, operation }: OperationContext): NodeAndInstance {
  if (self !== undefined) return self;
  throw new NonRecoverableError(`${operation} is for the lifecycle of a node and not for relationships.`);
}

function ownerOf({ deployment }: OperationContext, { instance }: NodeAndInstance): string {
  return `${deployment.id}/${instance.id}`;
}
