import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import type { TopologyEdge, TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';
import type { Direction, PlacedNode } from './layout.ts';

export interface TemplateData extends Record<string, unknown> {
  node: TopologyNode;
  isContainer: boolean;
  direction: Direction;
  selected: boolean;
  /** The chosen instance, when it is one of this node's. */
  instance: string | null;
}

export type TemplateNode = Node<TemplateData, 'template'>;
export type ConnectionEdge = Edge<{ kind: TopologyEdge['kind']; near: boolean }, 'connection'>;

/** Downward lines pass the names of containers on their right, in px from a node's right edge. */
const besideName = 60;

/** The sides at which connections leave and arrive. */
export const handleSides: Record<Direction, readonly [Position, Position]> = {
  right: [Position.Right, Position.Left],
  down: [Position.Bottom, Position.Top],
};

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
  context: { selection: Selection; direction: Direction; previous: ReadonlyMap<string, TemplateNode> },
): TemplateNode[] {
  const byId = new Map(topology.nodes.map((node) => [node.id, node]));
  return placed.flatMap((place) => {
    const node = byId.get(place.id);
    if (!node) return [];
    const before = context.previous.get(place.id);
    const data = toData(node, place, context);
    return [before && isSame(before, place, data) ? before : toNode(place, data)];
  });
}

function toData(
  node: TopologyNode,
  place: PlacedNode,
  { selection, direction }: { selection: Selection; direction: Direction },
): TemplateData {
  const selected = selection.node === node.id;
  return { node, isContainer: place.isContainer, direction, selected, instance: selected ? selection.instance : null };
}

function toNode(place: PlacedNode, data: TemplateData): TemplateNode {
  const { width, height } = place;
  return {
    id: place.id,
    type: 'template',
    position: { x: place.x, y: place.y },
    width,
    height,
    measured: { width, height },
    handles: handlesOf(place, data.direction),
    ...(place.parent !== null && { parentId: place.parent }),
    data,
  };
}

function handlesOf({ width, height }: PlacedNode, direction: Direction): NonNullable<TemplateNode['handles']> {
  const [from, to] = handleSides[direction];
  const size = { width: 1, height: 1 };
  return direction === 'right'
    ? [
        { type: 'source', position: from, x: width, y: height / 2, ...size },
        { type: 'target', position: to, x: 0, y: height / 2, ...size },
      ]
    : [
        { type: 'source', position: from, x: width - besideName, y: height, ...size },
        { type: 'target', position: to, x: width - besideName, y: 0, ...size },
      ];
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
    before.data.direction === data.direction &&
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
      markerEnd: {
        type: MarkerType.ArrowClosed,
        width: 12,
        height: 12,
        color: near ? 'var(--accent)' : 'var(--line-strong)',
      },
      ariaLabel: `${edge.source} ${edge.kind === 'connected_to' ? 'connects to' : 'depends on'} ${edge.target}`,
      data: { kind: edge.kind, near },
    };
  });
}
