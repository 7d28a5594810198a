import type { PreviewView, TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';

/**
 * The drawing with what a previewed run would add to it: instances that do not exist yet, not installed, and for an
 * update the nodes and connections that only the new blueprint has.
 */
export function withPreview(
  topology: TopologyView,
  preview: Pick<PreviewView, 'instances'>,
  blueprint?: TopologyView,
): TopologyView {
  const known = new Set(topology.nodes.map(({ id }) => id));
  const nodes = [...topology.nodes, ...(blueprint?.nodes.filter(({ id }) => !known.has(id)) ?? [])];
  const edges = new Map([...(blueprint?.edges ?? []), ...topology.edges].map((edge) => [edge.id, edge]));
  const added = addedByNode(topology, preview);
  return {
    nodes: nodes.map((node) => withInstances(node, added.get(node.id) ?? [])),
    edges: [...edges.values()],
    groups: (blueprint ?? topology).groups ?? [],
  };
}

function addedByNode(topology: TopologyView, preview: Pick<PreviewView, 'instances'>): Map<string, string[]> {
  const existing = new Set(topology.nodes.flatMap(({ instances }) => instances.map(({ id }) => id)));
  const added = new Map<string, string[]>();
  for (const { id, node } of preview.instances) {
    if (existing.has(id)) continue;
    const ids = added.get(node);
    if (ids) ids.push(id);
    else added.set(node, [id]);
  }
  return added;
}

function withInstances(node: TopologyNode, ids: readonly string[]): TopologyNode {
  if (ids.length === 0) return node;
  const instances = ids.map(
    (id, at): TopologyInstance => ({
      id,
      index: node.instances.length + at + 1,
      state: 'uninitialized',
      failed: false,
    }),
  );
  return { ...node, instances: [...node.instances, ...instances] };
}
