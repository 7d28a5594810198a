import type { PlanNode } from '../plan/plan.ts';
import { hasImplementation } from './model.ts';
import { type NodeSubject, nodeOperation } from './operations.ts';
import type { Sequence } from './sequence.ts';

/* Hosts have no agents here, so installing one is nothing but its events (runtime.md A.3). */

const hostType = 'cloudify.nodes.Compute';
const monitoringAgent = 'cloudify.interfaces.monitoring_agent';

/** True for nodes that are hosts. */
export function isHost(node: PlanNode): boolean {
  return node.type_hierarchy.includes(hostType);
}

/** Waits until the host answers, then says what would be done to its agent, then starts its monitoring agent. */
export function addPostStart(sequence: Sequence, subject: NodeSubject): void {
  const getState = nodeOperation(subject, 'cloudify.interfaces.host.get_state');
  if (getState) sequence.fork([{ ...getState, retryWhileFalsy: true }]);
  announceAll(sequence, installEvents(subject.node));
  addOperations(sequence, subject, [`${monitoringAgent}.install`, `${monitoringAgent}.start`]);
}

/** Removes the host's monitoring agent, then says what would be done to its agent. */
export function addPreStop(sequence: Sequence, subject: NodeSubject): void {
  addOperations(sequence, subject, [`${monitoringAgent}.stop`, `${monitoringAgent}.uninstall`]);
  announceAll(sequence, uninstallEvents(subject.node));
}

function addOperations(sequence: Sequence, subject: NodeSubject, operations: readonly string[]): void {
  for (const name of operations) {
    const operation = nodeOperation(subject, name);
    if (operation) sequence.fork([operation]);
  }
}

function installEvents(node: PlanNode): string[] {
  const method = installMethod(node);
  if (method === 'none') return [];
  if (hasImplementation(node.operations['cloudify.interfaces.worker_installer.install'])) {
    return ['Installing agent', 'Agent installed', 'Starting agent', 'Agent started'];
  }
  const waits = method === 'plugin' || method === 'init_script';
  return ['Creating agent', 'Agent created', ...(waits ? ['Waiting for agent to start', 'Agent started'] : [])];
}

function uninstallEvents(node: PlanNode): string[] {
  return installMethod(node) === 'none' ? [] : ['Stopping agent', 'Deleting agent', 'Agent deleted'];
}

function announceAll(sequence: Sequence, texts: readonly string[]): void {
  for (const text of texts) sequence.announce({ text }, true);
}

/** How the blueprint wants an agent installed; `none` when it wants none or does not say. */
function installMethod(node: PlanNode): string {
  const wanted = node.properties['install_agent'];
  if (wanted === false || wanted === 'false') return 'none';
  if (wanted === true || wanted === 'true') return 'remote';
  const config = node.properties['agent_config'];
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return 'none';
  const method = config['install_method'];
  return typeof method === 'string' ? method : 'none';
}
