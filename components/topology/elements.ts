import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import type { TopologyEdge, TopologyNode } from '../../server/api/contract.ts';
import type { DrawnNode, FoldedTopology } from './fold-topology.ts';
import type { Direction, PlacedNode } from './layout.ts';

export interface TemplateData extends Record<string, unknown> {
  /** Null: it stands for nodes that were left out. */
  node: TopologyNode | null;
  isContainer: boolean;
  isFolded: boolean;
  /** How many nodes it holds itself, drawn or not. */
  holds: number;
  /** How many it stands for, itself included. */
  stands: number;
  direction: Direction;
  selected: boolean;
  /** The chosen instance, when it is one of this node's. */
  instance: string | null;
}

export type TemplateNode = Node<TemplateData, 'template' | 'hidden'>;
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
 * The canvas' nodes for a picture. A node in which nothing changed keeps its identity, so that only what changed is
 * drawn again; states are no part of it (live-nodes.ts). Sizes and handles are given, or every node would be mounted once
 * to be measured.
 */
export function toNodes(
  placed: readonly PlacedNode[],
  drawn: readonly DrawnNode[],
  context: { selection: Selection; direction: Direction; previous: ReadonlyMap<string, TemplateNode> },
): TemplateNode[] {
  const byId = new Map(drawn.map((each) => [each.id, each]));
  return placed.flatMap((place) => {
    const each = byId.get(place.id);
    if (!each) return [];
    const before = context.previous.get(place.id);
    const data = toData(each, place, context);
    return [before && isSame(before, place, data) ? before : toNode(place, data)];
  });
}

function toData(
  { node, isFolded, holds, stands }: DrawnNode,
  place: PlacedNode,
  { selection, direction }: { selection: Selection; direction: Direction },
): TemplateData {
  const selected = node !== null && selection.node === node.id;
  return {
    node,
    isContainer: place.isContainer,
    isFolded,
    holds,
    stands: stands.length,
    direction,
    selected,
    instance: selected ? selection.instance : null,
  };
}

function toNode(place: PlacedNode, data: TemplateData): TemplateNode {
  const { width, height } = place;
  return {
    id: place.id,
    type: data.node === null ? 'hidden' : 'template',
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
    before.parentId === (place.parent ?? undefined) &&
    isSameData(before.data, data)
  );
}

function isSameData(before: TemplateData, after: TemplateData): boolean {
  return (
    before.node?.id === after.node?.id &&
    before.selected === after.selected &&
    before.instance === after.instance &&
    before.isContainer === after.isContainer &&
    before.isFolded === after.isFolded &&
    before.holds === after.holds &&
    before.stands === after.stands &&
    before.direction === after.direction
  );
}

export function toEdges({ edges }: Pick<FoldedTopology, 'edges'>, selected: string | null): ConnectionEdge[] {
  return edges.map((edge) => {
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
