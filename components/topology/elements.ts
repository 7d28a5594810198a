import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import type { TopologyEdge, TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';
import type { PlacedNode } from './layout.ts';

export interface TemplateData extends Record<string, unknown> {
  node: TopologyNode;
  isContainer: boolean;
  selected: boolean;
  /** The chosen instance, when it is one of this node's. */
  instance: string | null;
}

export type TemplateNode = Node<TemplateData, 'template'>;
export type ConnectionEdge = Edge<{ kind: TopologyEdge['kind']; near: boolean }, 'connection'>;

export interface Selection {
  node: string | null;
  instance: string | null;
}

/**
 * The canvas' nodes for a picture and the states of now. A node in which nothing changed keeps its identity, so that
 * only what changed is drawn again. Sizes and handles are given, or every node would be mounted once to be measured.
 */
export function toNodes(
  placed: readonly PlacedNode[],
  topology: TopologyView,
  context: { selection: Selection; previous: ReadonlyMap<string, TemplateNode> },
): TemplateNode[] {
  const byId = new Map(topology.nodes.map((node) => [node.id, node]));
  return placed.flatMap((place) => {
    const node = byId.get(place.id);
    if (!node) return [];
    const before = context.previous.get(place.id);
    const data = toData(node, place, context.selection);
    return [before && isSame(before, place, data) ? before : toNode(place, data)];
  });
}

function toData(node: TopologyNode, place: PlacedNode, selection: Selection): TemplateData {
  const selected = selection.node === node.id;
  return { node, isContainer: place.isContainer, selected, instance: selected ? selection.instance : null };
}

function toNode(place: PlacedNode, data: TemplateData): TemplateNode {
  const { width, height } = place;
  const handle = { y: height / 2, width: 1, height: 1 };
  return {
    id: place.id,
    type: 'template',
    position: { x: place.x, y: place.y },
    width,
    height,
    measured: { width, height },
    handles: [
      { type: 'source', position: Position.Right, x: width, ...handle },
      { type: 'target', position: Position.Left, x: 0, ...handle },
    ],
    ...(place.parent !== null && { parentId: place.parent }),
    data,
  };
}

function isSame(before: TemplateNode, place: PlacedNode, data: TemplateData): boolean {
  return (
    before.position.x === place.x &&
    before.position.y === place.y &&
    before.width === place.width &&
    before.height === place.height &&
    before.data.selected === data.selected &&
    before.data.instance === data.instance &&
    before.data.isContainer === data.isContainer &&
    areSameInstances(before.data.node.instances, data.node.instances)
  );
}

function areSameInstances(a: readonly TopologyInstance[], b: readonly TopologyInstance[]): boolean {
  return (
    a.length === b.length &&
    a.every((each, at) => each.id === b[at]?.id && each.state === b[at].state && each.failed === b[at].failed)
  );
}

export function toEdges(topology: TopologyView, selected: string | null): ConnectionEdge[] {
  return topology.edges.map((edge) => {
    const near = selected !== null && (edge.source === selected || edge.target === selected);
    return {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      type: 'connection',
      zIndex: near ? 2 : 1,
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      ariaLabel: `${edge.source} ${edge.kind === 'connected_to' ? 'connects to' : 'depends on'} ${edge.target}`,
      data: { kind: edge.kind, near },
    };
  });
}
