import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { DeploymentDetail, EventView, TopologyInstance, TopologyNode } from '../../server/api/contract.ts';

interface Patch {
  state?: NodeInstanceState;
  failed?: boolean;
}

/** The deployment after some events: instance states and failure marks. What no event is about keeps its identity. */
export function patchStates(deployment: DeploymentDetail, events: readonly EventView[]): DeploymentDetail {
  const patches = collect(events);
  if (patches.size === 0) return deployment;
  const nodes = deployment.topology.nodes.map((node) => patchNode(node, patches));
  if (nodes.every((node, at) => node === deployment.topology.nodes[at])) return deployment;
  return { ...deployment, states: countStates(nodes), topology: { ...deployment.topology, nodes } };
}

function collect(events: readonly EventView[]): Map<string, Patch> {
  const patches = new Map<string, Patch>();
  for (const event of events) {
    if (event.instance === null) continue;
    const patch = toPatch(event);
    if (patch !== null) patches.set(event.instance, { ...patches.get(event.instance), ...patch });
  }
  return patches;
}

function toPatch(event: EventView): Patch | null {
  if (event.type === 'state_changed' && event.state !== null) return { state: event.state };
  if (event.type === 'task_failed') return { failed: true };
  if (event.type === 'task_started' || event.type === 'task_succeeded') return { failed: false };
  return null;
}

function patchNode(node: TopologyNode, patches: ReadonlyMap<string, Patch>): TopologyNode {
  const instances = node.instances.map((instance) => patchInstance(instance, patches.get(instance.id)));
  return instances.every((instance, at) => instance === node.instances[at]) ? node : { ...node, instances };
}

function patchInstance(instance: TopologyInstance, patch: Patch | undefined): TopologyInstance {
  const { state = instance.state, failed = instance.failed } = patch ?? {};
  return state === instance.state && failed === instance.failed ? instance : { ...instance, state, failed };
}

function countStates(nodes: readonly TopologyNode[]): DeploymentDetail['states'] {
  const counts: DeploymentDetail['states'] = {};
  for (const { instances } of nodes) {
    for (const { state } of instances) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
