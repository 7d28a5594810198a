import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { DeploymentDetail, EventView, TopologyInstance, TopologyNode } from '../../server/api/contract.ts';

interface Patch {
  state?: NodeInstanceState;
  failed?: boolean;
}

/**
 * The deployment after some events: instance states and failure marks. What no event is about keeps its identity, and
 * costs nothing but its place in the list of nodes.
 */
export function patchStates(deployment: DeploymentDetail, events: readonly EventView[]): DeploymentDetail {
  const patches = collect(events);
  if (patches.size === 0) return deployment;
  const { topology } = deployment;
  const places = placesOf(deployment);
  const states = { ...deployment.states };
  let nodes: TopologyNode[] | null = null;
  for (const [id, ofNode] of patches) {
    const at = places.get(id);
    const node = at === undefined ? undefined : topology.nodes[at];
    if (at === undefined || node === undefined) continue;
    const patched = patchNode(node, ofNode, states);
    if (patched === node) continue;
    nodes ??= [...topology.nodes];
    nodes[at] = patched;
  }
  return nodes === null ? deployment : { ...deployment, states, topology: { ...topology, nodes } };
}

/** Connections never change while states do, so what they belong to can be known by them. */
const known = new WeakMap<object, ReadonlyMap<string, number>>();

/** Where each node stands in its topology. */
function placesOf({ topology: { nodes, edges } }: DeploymentDetail): ReadonlyMap<string, number> {
  const before = known.get(edges);
  if (before?.size === nodes.length && nodes.every((node, at) => before.get(node.id) === at)) return before;
  const places = new Map(nodes.map((node, at) => [node.id, at]));
  known.set(edges, places);
  return places;
}

/** By node, then by instance; of several events about one instance the last counts. */
function collect(events: readonly EventView[]): Map<string, Map<string, Patch>> {
  const patches = new Map<string, Map<string, Patch>>();
  for (const event of events) {
    if (event.instance === null || event.node === null) continue;
    const patch = toPatch(event);
    if (patch === null) continue;
    const ofNode = patches.get(event.node) ?? new Map<string, Patch>();
    ofNode.set(event.instance, { ...ofNode.get(event.instance), ...patch });
    patches.set(event.node, ofNode);
  }
  return patches;
}

function toPatch(event: EventView): Patch | null {
  if (event.type === 'state_changed' && event.state !== null) return { state: event.state };
  if (event.type === 'task_failed') return { failed: true };
  if (event.type === 'task_started' || event.type === 'task_succeeded') return { failed: false };
  return null;
}

function patchNode(
  node: TopologyNode,
  patches: ReadonlyMap<string, Patch>,
  states: DeploymentDetail['states'],
): TopologyNode {
  let isChanged = false;
  const instances = node.instances.map((instance) => {
    const patched = patchInstance(instance, patches.get(instance.id));
    if (patched === instance) return instance;
    isChanged = true;
    move(states, instance.state, patched.state);
    return patched;
  });
  return isChanged ? { ...node, instances } : node;
}

function patchInstance(instance: TopologyInstance, patch: Patch | undefined): TopologyInstance {
  const { state = instance.state, failed = instance.failed } = patch ?? {};
  return state === instance.state && failed === instance.failed ? instance : { ...instance, state, failed };
}

function move(states: DeploymentDetail['states'], from: NodeInstanceState, to: NodeInstanceState): void {
  if (from === to) return;
  const left = (states[from] ?? 0) - 1;
  if (left > 0) states[from] = left;
  else delete states[from];
  states[to] = (states[to] ?? 0) + 1;
}
