import type { PlanNode, PlanRelationship } from '../../core/plan/plan.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { TopologyEdge, TopologyView } from '../api/contract.ts';

export interface PlacedInstance {
  id: string;
  nodeName: string;
  index: number;
  state: NodeInstanceState;
}

const containment = 'cloudify.relationships.contained_in';
const connection = 'cloudify.relationships.connected_to';

/** The graph of a blueprint (without instances) or of a deployment; `failed` holds ids of instances. */
export function buildTopology(
  nodes: readonly PlanNode[],
  instances: readonly PlacedInstance[],
  failed: ReadonlySet<string>,
): TopologyView {
  const byNode = new Map<string, PlacedInstance[]>();
  for (const instance of instances) {
    const same = byNode.get(instance.nodeName);
    if (same === undefined) byNode.set(instance.nodeName, [instance]);
    else same.push(instance);
  }
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      type: node.type,
      typeHierarchy: node.type_hierarchy,
      parent: node.relationships.find(isContainment)?.target_id ?? null,
      instances: (byNode.get(node.id) ?? []).map(({ id, index, state }) => ({
        id,
        index,
        state,
        failed: failed.has(id),
      })),
      defaultInstances: node.capabilities.scalable.properties.default_instances,
    })),
    edges: nodes.flatMap(edgesOf),
  };
}

function edgesOf(node: PlanNode): TopologyEdge[] {
  return node.relationships
    .filter((relationship) => !isContainment(relationship))
    .map((relationship, index) => ({
      id: `${node.id}->${relationship.target_id}#${index}`,
      source: node.id,
      target: relationship.target_id,
      type: relationship.type,
      kind: relationship.type_hierarchy.includes(connection) ? 'connected_to' : 'depends_on',
    }));
}

function isContainment(relationship: PlanRelationship): boolean {
  return relationship.type_hierarchy.includes(containment);
}
