import type { DeploymentPlan, PlanNode, PlanRelationship } from '../plan/plan.ts';
import type { NodeInstanceState } from '../workflow/task-graph.ts';
import type { TopologyEdge, TopologyInstance, TopologyView } from './topology.ts';

/** A node instance as the canvas shows it; `index` counts from 1 within its node. */
export interface PlacedInstance {
  id: string;
  nodeName: string;
  index: number;
  state: NodeInstanceState;
}

const containment = 'cloudify.relationships.contained_in';
const connection = 'cloudify.relationships.connected_to';

/**
 * The graph of a blueprint (without instances) or of a deployment, nodes and groups in the order of the plan, instances in
 * that of their index. What is contained by a relationship derived from contained_in is nested and not drawn as an edge;
 * containment always forms a forest. `failed` holds ids of instances. Linear but for the depth of containment.
 */
export function buildTopology(
  { nodes, scaling_groups }: Pick<DeploymentPlan, 'nodes' | 'scaling_groups'>,
  instances: readonly PlacedInstance[],
  failed: ReadonlySet<string>,
): TopologyView {
  const byNode = groupInstances(instances, failed);
  const parents = containers(nodes);
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      type: node.type,
      typeHierarchy: node.type_hierarchy,
      parent: parents.get(node.id) ?? null,
      instances: byNode.get(node.id) ?? [],
      defaultInstances: node.capabilities.scalable.properties.default_instances,
    })),
    edges: nodes.flatMap(edgesOf),
    groups: Object.entries(scaling_groups).map(([name, { members }]) => ({ name, members })),
  };
}

function groupInstances(
  instances: readonly PlacedInstance[],
  failed: ReadonlySet<string>,
): Map<string, TopologyInstance[]> {
  const groups = new Map<string, TopologyInstance[]>();
  for (const { id, nodeName, index, state } of instances) {
    const group = groups.get(nodeName) ?? [];
    group.push({ id, index, state, failed: failed.has(id) });
    groups.set(nodeName, group);
  }
  for (const group of groups.values()) group.sort((a, b) => a.index - b.index);
  return groups;
}

/** The container of each contained node. One that is not there, or that would close a circle, is left out. */
function containers(nodes: readonly PlanNode[]): Map<string, string> {
  const known = new Set(nodes.map((node) => node.id));
  const parents = new Map<string, string>();
  for (const node of nodes) {
    const parent = node.relationships.findLast(isContainment)?.target_id;
    if (parent === undefined || !known.has(parent) || isInside(parents, parent, node.id)) continue;
    parents.set(node.id, parent);
  }
  return parents;
}

function isInside(parents: ReadonlyMap<string, string>, node: string, container: string): boolean {
  for (let at: string | undefined = node; at !== undefined; at = parents.get(at)) if (at === container) return true;
  return false;
}

function edgesOf(node: PlanNode): TopologyEdge[] {
  return node.relationships.flatMap((relationship, index) =>
    isContainment(relationship)
      ? []
      : {
          id: `${node.id}->${relationship.target_id}#${index}`,
          source: node.id,
          target: relationship.target_id,
          type: relationship.type,
          kind: relationship.type_hierarchy.includes(connection) ? 'connected_to' : 'depends_on',
        },
  );
}

function isContainment(relationship: PlanRelationship): boolean {
  return relationship.type_hierarchy.includes(containment);
}
