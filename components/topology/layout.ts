import dagre from '@dagrejs/dagre';
import type { TopologyEdge, TopologyNode, TopologyView } from '../../server/api/contract.ts';

/** A placed node; `x` and `y` are relative to its container (or to the canvas when it has none), in px. */
export interface PlacedNode {
  id: string;
  parent: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
  isContainer: boolean;
}

interface Box {
  id: string;
  width: number;
  height: number;
}

type Structure = Pick<TopologyNode, 'id' | 'parent'> & { instances: readonly unknown[] };

export const markSize = 24;
export const marksPerRow = 8;
/** Above this many instances a node shows a bar by state in place of marks. */
export const maxMarks = 16;
const leafWidth = 224;
const headHeight = 52;
const padding = 16;
const gap = 16;
/** Above this many boxes in one container a grid is used; dagre's time grows too fast. */
const maxRanked = 400;

/** Where what is needed lies, seen from what needs it: to the right, or below. */
export type Direction = 'right' | 'down';

/**
 * Places every node: what is contained lies inside its container, boxes that are connected are ranked in the given
 * direction. Containers come before what they hold. The same input gives the same picture.
 */
export function layOut(
  topology: { nodes: readonly Structure[]; edges: readonly TopologyEdge[] },
  direction: Direction = 'right',
): PlacedNode[] {
  const known = new Set(topology.nodes.map((node) => node.id));
  const children = new Map<string | null, Structure[]>();
  for (const node of topology.nodes) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const placer = { children, edges: topology.edges, chains: chainsOf(topology.nodes), direction };
  return placeInside(placer, null, { left: 0, top: 0 }).nodes;
}

interface Placer {
  children: Map<string | null, Structure[]>;
  edges: readonly TopologyEdge[];
  /** For each node: itself and its containers, innermost first. */
  chains: Map<string, string[]>;
  direction: Direction;
}

function placeInside(placer: Placer, parent: string | null, inset: { left: number; top: number }) {
  const inner = new Map<string, PlacedNode[]>();
  const boxes = (placer.children.get(parent) ?? []).map((node): Box => {
    const held = placer.children.has(node.id) ? placeInside(placer, node.id, containerInset(node)) : null;
    if (held === null) return { id: node.id, width: leafWidth, height: leafHeight(node) };
    inner.set(node.id, held.nodes);
    return { id: node.id, width: Math.max(leafWidth, held.width + padding), height: held.height + padding };
  });
  const edges = edgesBetween(placer, new Set(boxes.map((box) => box.id)));
  const spots = arrange(boxes, edges, placer.direction);
  const nodes: PlacedNode[] = [];
  let width = 0;
  let height = 0;
  for (const box of boxes) {
    const spot = spots.get(box.id) ?? { x: 0, y: 0 };
    const x = spot.x + inset.left;
    const y = spot.y + inset.top;
    width = Math.max(width, x + box.width);
    height = Math.max(height, y + box.height);
    nodes.push({ ...box, x, y, parent, isContainer: inner.has(box.id) }, ...(inner.get(box.id) ?? []));
  }
  return { nodes, width, height };
}

function containerInset(node: Structure) {
  return { left: padding, top: headHeight + marksHeight(node) + 4 };
}

function leafHeight(node: Structure): number {
  return headHeight + marksHeight(node) + 8;
}

function marksHeight({ instances }: Structure): number {
  if (instances.length === 0) return 0;
  return instances.length > maxMarks ? markSize : Math.ceil(instances.length / marksPerRow) * markSize;
}

function chainsOf(nodes: readonly Structure[]): Map<string, string[]> {
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  const chains = new Map<string, string[]>();
  for (const node of nodes) {
    const chain: string[] = [];
    for (let at: string | null = node.id; at !== null && !chain.includes(at); at = parents.get(at) ?? null)
      chain.push(at);
    chains.set(node.id, chain);
  }
  return chains;
}

/** Connections lifted to the boxes of one container: from the box that holds the source to the one that holds the target. */
function edgesBetween(placer: Placer, boxes: ReadonlySet<string>): [string, string][] {
  const found: [string, string][] = [];
  for (const edge of placer.edges) {
    const source = placer.chains.get(edge.source)?.find((id) => boxes.has(id));
    const target = placer.chains.get(edge.target)?.find((id) => boxes.has(id));
    if (source !== undefined && target !== undefined && source !== target) found.push([source, target]);
  }
  return found;
}

function arrange(
  boxes: readonly Box[],
  edges: readonly [string, string][],
  direction: Direction,
): Map<string, { x: number; y: number }> {
  if (edges.length === 0 || boxes.length > maxRanked) return arrangeInGrid(boxes);
  const linked = new Set(edges.flat());
  const ranked = arrangeByRank(
    boxes.filter((box) => linked.has(box.id)),
    edges,
    direction,
  );
  const rest = arrangeInGrid(boxes.filter((box) => !linked.has(box.id)));
  const below =
    Math.max(0, ...boxes.map((box) => (ranked.get(box.id)?.y ?? -gap) + (ranked.has(box.id) ? box.height : 0))) + gap;
  return new Map([...ranked, ...[...rest].map(([id, { x, y }]) => [id, { x, y: y + below }] as const)]);
}

function arrangeByRank(boxes: readonly Box[], edges: readonly [string, string][], direction: Direction) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    nodesep: gap * 1.5,
    ranksep: gap * (direction === 'right' ? 5 : 3.5),
    ranker: 'tight-tree',
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [source, target] of edges) graph.setEdge(source, target);
  dagre.layout(graph);
  const spots = boxes.map(({ id, width, height }) => {
    const centre = graph.node(id);
    return [id, { x: Math.round(centre.x - width / 2), y: Math.round(centre.y - height / 2) }] as const;
  });
  return new Map(spots);
}

function arrangeInGrid(boxes: readonly Box[]): Map<string, { x: number; y: number }> {
  const columns = boxes.length <= 3 ? 1 : Math.ceil(Math.sqrt(boxes.length));
  const spots = new Map<string, { x: number; y: number }>();
  let y = 0;
  for (let first = 0; first < boxes.length; first += columns) {
    let x = 0;
    const row = boxes.slice(first, first + columns);
    for (const box of row) {
      spots.set(box.id, { x, y });
      x += box.width + gap;
    }
    y += Math.max(...row.map((box) => box.height)) + gap;
  }
  return spots;
}

/** The direction in which the whole drawing is larger in a pane of this size; `before` when there is little in it. */
export function betterDirection(
  sizes: Record<Direction, { width: number; height: number }>,
  pane: { width: number; height: number },
  before: Direction,
): Direction {
  const zoom = (direction: Direction) =>
    Math.min(1, pane.width / Math.max(1, sizes[direction].width), pane.height / Math.max(1, sizes[direction].height));
  const other = before === 'right' ? 'down' : 'right';
  return zoom(other) > zoom(before) * 1.1 ? other : before;
}

/** How much room a drawing takes. */
export function sizeOf(placed: readonly PlacedNode[]): { width: number; height: number } {
  const roots = placed.filter((node) => node.parent === null);
  return {
    width: Math.max(0, ...roots.map((node) => node.x + node.width)),
    height: Math.max(0, ...roots.map((node) => node.y + node.height)),
  };
}

/** Changes when, and only when, the picture must be laid out anew. */
export function structureKey(topology: TopologyView): string {
  const nodes = topology.nodes.map((node) => `${node.id}<${node.parent ?? ''}*${node.instances.length}`);
  return `${nodes.join('|')}#${topology.edges.map((edge) => `${edge.source}>${edge.target}`).join('|')}`;
}
