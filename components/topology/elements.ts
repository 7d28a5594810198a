import type { Node } from '@xyflow/react';
import type { TopologyEdge, TopologyNode } from '../../server/api/contract.ts';
import type { NodeBox } from './boxes.ts';
import type { DrawnNode, FoldedTopology } from './fold-topology.ts';

export interface TemplateData extends Record<string, unknown> {
  /** Null for a scaling group, and for what stands for nodes that were left out. */
  node: TopologyNode | null;
  /** The name of the scaling group that it is. */
  group: string | null;
  isContainer: boolean;
  isFolded: boolean;
  /** How many nodes it holds itself, drawn or not. */
  holds: number;
  /** How many it stands for, itself included. */
  stands: number;
  selected: boolean;
  /** The chosen instance, when it is one of this node's. */
  instance: string | null;
}

/** The canvas has a look of its own for what is called `group`. */
type NodeKind = 'template' | 'scaling-group' | 'hidden';

export type TemplateNode = Node<TemplateData, NodeKind>;

/** What lies over what. Many lines would cover what nodes say; a few can be followed only when no node covers them. */
export const layers = { passing: -1, container: 0, manyLines: 1, leaf: 2, fewLines: 3 };

export interface Selection {
  node: string | null;
  instance: string | null;
}

/**
 * The canvas' nodes for boxes of a picture. A node in which nothing changed keeps its identity, so that only what changed
 * is drawn again; states are no part of it (live-nodes.ts). Sizes are given, or every node would be mounted once to be
 * measured.
 */
export function toNodes(
  boxes: readonly NodeBox[],
  drawn: ReadonlyMap<string, DrawnNode>,
  { selection, previous }: { selection: Selection; previous: ReadonlyMap<string, TemplateNode> },
): TemplateNode[] {
  return boxes.flatMap((box) => {
    const each = drawn.get(box.id);
    if (!each) return [];
    const before = previous.get(box.id);
    const data = toData(each, box, selection);
    return [before && isSame(before, box, data) ? before : toNode(box, data)];
  });
}

function toData({ node, group, isFolded, holds, stands }: DrawnNode, box: NodeBox, selection: Selection): TemplateData {
  const selected = node !== null && selection.node === node.id;
  return {
    node,
    group: group?.name ?? null,
    isContainer: box.isContainer && !isFolded,
    isFolded,
    holds,
    stands: stands.length,
    selected,
    instance: selected ? selection.instance : null,
  };
}

function toNode({ id, x, y, width, height }: NodeBox, data: TemplateData): TemplateNode {
  return {
    id,
    type: typeOf(data),
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: data.isContainer ? layers.container : layers.leaf,
    data,
  };
}

function typeOf({ node, group }: TemplateData): NodeKind {
  if (node) return 'template';
  return group === null ? 'hidden' : 'scaling-group';
}

function isSame(before: TemplateNode, box: NodeBox, data: TemplateData): boolean {
  return (
    before.position.x === box.x &&
    before.position.y === box.y &&
    before.width === box.width &&
    before.height === box.height &&
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
    before.stands === after.stands
  );
}

/** A connection with the places of its ends. */
export interface Line {
  id: string;
  kind: TopologyEdge['kind'];
  from: NodeBox;
  to: NodeBox;
}

export function toLines({ edges }: Pick<FoldedTopology, 'edges'>, boxes: readonly NodeBox[]): Line[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return edges.flatMap(({ id, kind, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, kind, from, to }] : [];
  });
}
