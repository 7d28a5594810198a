import type { PlanNode } from '../plan/plan.ts';
import { type Dialect, hasImplementation } from './model.ts';
import { type NodeSubject, nodeOperation } from './operations.ts';
import type { Sequence } from './sequence.ts';

/*
 * Hosts have no agents here: of the operations that install and remove one, those of the reference's own agent plugins
 * are not run, while their events are sent; operations that a blueprint puts in their place are run (runtime.md A.3).
 */

const hostType = 'cloudify.nodes.Compute';
const monitoringAgent = 'cloudify.interfaces.monitoring_agent';
const agent = 'cloudify.interfaces.cloudify_agent';
const workerInstaller = 'cloudify.interfaces.worker_installer';
const agentPlugins: readonly string[] = ['agent', 'agent_installer'];

/** An event, or an operation that runs when the blueprint has one of its own. */
type AgentStep = { text: string } | { operation: string };

/** True for nodes that are hosts. */
export function isHost(node: PlanNode): boolean {
  return node.type_hierarchy.includes(hostType);
}

/** Waits until the host answers, then installs what the blueprint wants as its agent, then starts its monitoring agent. */
export function addPostStart(sequence: Sequence, subject: NodeSubject, dialect: Dialect): void {
  const getState = nodeOperation(subject, 'cloudify.interfaces.host.get_state');
  if (getState) sequence.fork([{ ...getState, retryWhileFalsy: true }]);
  addAgentSteps(sequence, subject, installSteps(subject.node, dialect));
  addOperations(sequence, subject, [`${monitoringAgent}.install`, `${monitoringAgent}.start`]);
}

/** Removes the host's monitoring agent, then its agent. */
export function addPreStop(sequence: Sequence, subject: NodeSubject, dialect: Dialect): void {
  addOperations(sequence, subject, [`${monitoringAgent}.stop`, `${monitoringAgent}.uninstall`]);
  addAgentSteps(sequence, subject, uninstallSteps(subject.node, dialect));
}

function addOperations(sequence: Sequence, subject: NodeSubject, operations: readonly string[]): void {
  for (const name of operations) {
    const operation = nodeOperation(subject, name);
    if (operation) sequence.fork([operation]);
  }
}

function addAgentSteps(sequence: Sequence, subject: NodeSubject, steps: readonly AgentStep[]): void {
  for (const step of steps) {
    if ('text' in step) sequence.announce(step, true);
    else if (isBlueprintsOwn(subject.node, step.operation)) addOperations(sequence, subject, [step.operation]);
  }
}

function isBlueprintsOwn(node: PlanNode, operation: string): boolean {
  const planned = node.operations[operation];
  return hasImplementation(planned) && !agentPlugins.includes(planned?.plugin ?? '');
}

/** True for hosts whose blueprint puts operations of its own in the place of those that install and check agents. */
export function hasOwnAgent(node: PlanNode): boolean {
  return ['create_amqp', 'validate_amqp'].some((operation) => isBlueprintsOwn(node, `${agent}.${operation}`));
}

function installSteps(node: PlanNode, dialect: Dialect): AgentStep[] {
  const method = installMethod(node);
  if (method === 'none') return [];
  const isOld = dialect === 'v3';
  const word = isOld ? 'Agent' : 'agent';
  const ended = (text: string): AgentStep[] => (isOld ? [] : [{ text }]);
  if (hasImplementation(node.operations[`${workerInstaller}.install`])) {
    return [
      { text: `Installing ${word}` },
      { operation: `${workerInstaller}.install` },
      ...ended('Agent installed'),
      { text: `Starting ${word}` },
      { operation: `${workerInstaller}.start` },
      ...ended('Agent started'),
    ];
  }
  const waits = method === 'plugin' || method === 'init_script';
  const waiting: AgentStep[] = [{ text: `Waiting for ${word} to start` }, { operation: `${agent}.start` }];
  return [
    { text: `Creating ${word}` },
    { operation: `${agent}.create` },
    ...ended('Agent created'),
    ...(waits ? [...waiting, ...ended('Agent started')] : []),
  ];
}

function uninstallSteps(node: PlanNode, dialect: Dialect): AgentStep[] {
  const method = installMethod(node);
  if (method === 'none') return [];
  const [stop, remove] = removalOperations(node, method);
  const steps: AgentStep[] = [
    { text: 'Stopping agent' },
    { operation: stop },
    { text: 'Deleting agent' },
    { operation: remove },
  ];
  return dialect === 'v3' ? steps : [...steps, { text: 'Agent deleted' }];
}

function removalOperations(node: PlanNode, method: string): [stop: string, remove: string] {
  if (['init_script', 'provided', 'plugin'].includes(method)) return [`${agent}.stop_amqp`, `${agent}.delete`];
  const isOldHost = hasImplementation(node.operations[`${workerInstaller}.stop`]);
  return isOldHost ? [`${workerInstaller}.stop`, `${workerInstaller}.uninstall`] : [`${agent}.stop`, `${agent}.delete`];
}

/** How the blueprint wants an agent installed; `none` when it wants none or does not say. */
export function installMethod(node: PlanNode): string {
  const wanted = node.properties['install_agent'];
  if (wanted === false || wanted === 'false') return 'none';
  if (wanted === true || wanted === 'true') return 'remote';
  const config = node.properties['agent_config'];
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return 'none';
  const method = config['install_method'];
  return typeof method === 'string' ? method : 'none';
}
