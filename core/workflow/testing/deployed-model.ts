import { expandInstances } from '../../plan/instances/expand.ts';
import type { PlanInstanceNumbers, PlanNode } from '../../plan/plan.ts';
import { countingIds } from '../../plan/testing/layout.ts';
import type { Dialect, WorkflowModel } from '../model.ts';
import type { NodeInstanceState } from '../task-graph.ts';
import { sketchModel } from './model.ts';

/** A node of a deployment that is there. */
export interface DeployedNode {
  /** The node it is contained in. */
  in?: string;
  /** Nodes it is connected to, each instance to each unless told otherwise. */
  to?: readonly string[];
  /** Instances in each instance of what it is contained in. Absent: 1. */
  count?: number;
  isHost?: boolean;
  /** Ends of operations' names beside create, start, stop and delete, e.g. `lifecycle.heal`. */
  operations?: readonly string[];
}

export interface DeployedGroup {
  members: string[];
  count?: number;
}

export interface DeployedOptions {
  groups?: Record<string, DeployedGroup>;
  state?: NodeInstanceState;
  dialect?: Dialect;
  /** Of relationships that are not containment. */
  connection?: 'all_to_all' | 'all_to_one';
}

const relationship = 'cloudify.relationships';
const establishAndUnlink = ['establish', 'unlink'].map((name) => `cloudify.interfaces.relationship_lifecycle.${name}`);

/** A deployment with instances laid out as the plan lays them out, all in one state. Relationships have establish and unlink. */
export function deployedModel(
  nodes: Record<string, DeployedNode>,
  { groups = {}, state = 'started', dialect = 'v5', connection = 'all_to_all' }: DeployedOptions = {},
): WorkflowModel {
  const sketched = sketchModel(
    Object.fromEntries(
      Object.entries(nodes).map(([name, node]) => [
        name,
        { ...sketchOf(node, connection), instances: node.count ?? 1 },
      ]),
    ),
  );
  const hosted = new Map(Array.from(sketched.nodes, ([name, node]) => [name, withHost(node, nodes)]));
  const scaling_groups = Object.fromEntries(
    Object.entries(groups).map(([name, { members, count = 1 }]) => [name, { members, properties: numbers(count) }]),
  );
  const limit = 100_000;
  const placed = expandInstances({ nodes: [...hosted.values()], scaling_groups }, countingIds(), { limit });
  const instances = placed.map((instance) => ({
    ...{ id: instance.id, nodeName: instance.name, state, hostId: instance.host_id ?? null, systemProperties: {} },
    ...{ relationships: instance.relationships, scalingGroups: instance.scaling_groups ?? [] },
  }));
  const inOrder = instances.sort((a, b) => (a.nodeName < b.nodeName ? -1 : Number(a.nodeName > b.nodeName)));
  return { ...sketched, nodes: hosted, instances: inOrder, scalingGroups: scaling_groups, dialect };
}

function sketchOf({ in: container, to = [], isHost, operations = [] }: DeployedNode, connection: string) {
  const ends = ['create', 'start', 'stop', 'delete'].map((name) => `lifecycle.${name}`);
  const link = (target: string, kind: string) => ({
    ...{ target, hierarchy: [`${relationship}.depends_on`, `${relationship}.${kind}`] },
    ...{ properties: { connection_type: connection }, source: establishAndUnlink },
  });
  return {
    hierarchy: ['cloudify.nodes.Root', ...(isHost === true ? ['cloudify.nodes.Compute'] : [])],
    operations: [...ends, ...operations].map((end) => `cloudify.interfaces.${end}`),
    relationships: [
      ...(container === undefined ? [] : [link(container, 'contained_in')]),
      ...to.map((target) => link(target, 'connected_to')),
    ],
  };
}

function withHost(node: PlanNode, nodes: Record<string, DeployedNode>): PlanNode {
  let at: string | undefined = node.name;
  while (at !== undefined && nodes[at]?.isHost !== true) at = nodes[at]?.in;
  return at === undefined ? node : { ...node, host_id: at };
}

function numbers(count: number): PlanInstanceNumbers {
  return {
    ...{ min_instances: 0, max_instances: -1, default_instances: count },
    ...{ current_instances: count, planned_instances: count },
  };
}
