import dagre from '@dagrejs/dagre';
import type { TopologyEdge, TopologyNode } from '../../server/api/contract.ts';
import { headHeight, leafWidth, markSize, marksPerRow, maxMarks } from './node-size.ts';
import { rankBoxes } from './rank-boxes.ts';

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

/** What is to be placed. */
export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Spot {
  x: number;
  y: number;
}

type Structure = Pick<TopologyNode, 'id' | 'parent'> & { instances: readonly unknown[] };

const padding = 16;
const gap = 16;
/** Up to this many nodes the finer ranking is used; its time grows fast, and the drawing must not wait for it. */
export const maxFine = 60;

/** Where what is needed lies, seen from what needs it: to the right, or below. */
export type Direction = 'right' | 'down';

/** What is drawn: node templates, or what stands for several of them. */
export interface Drawn {
  nodes: readonly Structure[];
  edges: readonly Pick<TopologyEdge, 'source' | 'target'>[];
  /** Containers that are drawn closed, with a bar for everything in them. */
  folded?: ReadonlySet<string>;
  /** Up to this many nodes the finer ranking is used, in place of `maxFine`. */
  finest?: number;
  /** Inside of containers it goes this way, whichever way it goes outside. */
  inner?: Direction;
}

/**
 * Places every node: what is contained lies inside its container, boxes that are connected are ranked in the given
 * direction. Containers come before what they hold. The same input gives the same picture. Takes time in proportion to
 * nodes and edges; 5,000 of them some ten milliseconds.
 */
export function layOut(drawn: Drawn, direction: Direction = 'right'): PlacedNode[] {
  const known = new Set(drawn.nodes.map((node) => node.id));
  const children = new Map<string | null, Structure[]>();
  const parents = new Map<string, string | null>();
  for (const node of drawn.nodes) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null;
    parents.set(node.id, parent);
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  const isFine = drawn.nodes.length <= (drawn.finest ?? maxFine);
  const folded = drawn.folded ?? new Set();
  const inner = drawn.inner ?? direction;
  const placer = { children, edges: liftEdges(drawn.edges, parents), direction, inner, isFine, folded };
  return placeInside(placer, null, { left: 0, top: 0 }).nodes;
}

interface Placer {
  children: Map<string | null, Structure[]>;
  /** Connections between boxes of one container, by container. */
  edges: ReadonlyMap<string | null, [string, string][]>;
  direction: Direction;
  inner: Direction;
  isFine: boolean;
  folded: ReadonlySet<string>;
}

function placeInside(placer: Placer, parent: string | null, inset: { left: number; top: number }) {
  const inner = new Map<string, PlacedNode[]>();
  const boxes = (placer.children.get(parent) ?? []).map((node): Box => {
    const height = marksHeight(node, placer.folded.has(node.id));
    if (!placer.children.has(node.id)) return { id: node.id, width: leafWidth, height: headHeight + height + 8 };
    const held = placeInside(placer, node.id, { left: padding, top: headHeight + height + 4 });
    inner.set(node.id, held.nodes);
    return { id: node.id, width: Math.max(leafWidth, held.width + padding), height: held.height + padding };
  });
  const direction = parent === null ? placer.direction : placer.inner;
  const spots = arrange(boxes, placer.edges.get(parent) ?? [], { direction, isFine: placer.isFine });
  const nodes: PlacedNode[] = [];
  let width = 0;
  let height = 0;
  for (const box of boxes) {
    const spot = spots.get(box.id) ?? { x: 0, y: 0 };
    const x = spot.x + inset.left;
    const y = spot.y + inset.top;
    width = Math.max(width, x + box.width);
    height = Math.max(height, y + box.height);
    nodes.push({ ...box, x, y, parent, isContainer: inner.has(box.id) });
    for (const each of inner.get(box.id) ?? []) nodes.push(each);
  }
  return { nodes, width, height };
}

function marksHeight({ instances }: Structure, isFolded: boolean): number {
  if (isFolded) return markSize;
  if (instances.length === 0) return 0;
  return instances.length > maxMarks ? markSize : Math.ceil(instances.length / marksPerRow) * markSize;
}

/** Connections lifted to the boxes of one container: from the box that holds the source to the one that holds the target. */
function liftEdges(
  edges: Drawn['edges'],
  parents: ReadonlyMap<string, string | null>,
): Map<string | null, [string, string][]> {
  const lifted = new Map<string | null, [string, string][]>();
  for (const { source, target } of edges) {
    if (!parents.has(source) || !parents.has(target)) continue;
    const pair = siblingsAbove(chainOf(source, parents), chainOf(target, parents));
    if (pair === null) continue;
    const container = parents.get(pair[0]) ?? null;
    const inContainer = lifted.get(container);
    if (inContainer) inContainer.push(pair);
    else lifted.set(container, [pair]);
  }
  return lifted;
}

/** A node and its containers, outermost first. */
function chainOf(id: string, parents: ReadonlyMap<string, string | null>): string[] {
  const chain: string[] = [];
  for (let at: string | null = id; at !== null && !chain.includes(at); at = parents.get(at) ?? null) chain.push(at);
  return chain.reverse();
}

/** Where two chains part; null when one holds the other. */
function siblingsAbove(source: readonly string[], target: readonly string[]): [string, string] | null {
  let depth = 0;
  while (source[depth] !== undefined && source[depth] === target[depth]) depth++;
  const [from, to] = [source[depth], target[depth]];
  return from === undefined || to === undefined ? null : [from, to];
}

function arrange(
  boxes: readonly Box[],
  edges: readonly [string, string][],
  { direction, isFine }: Pick<Placer, 'direction' | 'isFine'>,
): Map<string, Spot> {
  if (edges.length === 0) return arrangeInGrid(boxes);
  const linked = new Set(edges.flat());
  const connected = boxes.filter((box) => linked.has(box.id));
  const gaps = { across: gap * 1.5, along: gap * (direction === 'right' ? 5 : 3.5) };
  const ranked = isFine
    ? rankFinely(connected, edges, { direction, gaps })
    : rankBoxes(connected, edges, { direction, gaps });
  let below = 0;
  for (const box of connected) below = Math.max(below, (ranked.get(box.id)?.y ?? 0) + box.height + gap);
  const rest = arrangeInGrid(boxes.filter((box) => !linked.has(box.id)));
  for (const [id, { x, y }] of rest) ranked.set(id, { x, y: y + below });
  return ranked;
}

function rankFinely(
  boxes: readonly Box[],
  edges: readonly [string, string][],
  { direction, gaps }: { direction: Direction; gaps: { across: number; along: number } },
): Map<string, Spot> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    nodesep: gaps.across,
    ranksep: gaps.along,
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

function arrangeInGrid(boxes: readonly Box[]): Map<string, Spot> {
  const columns = columnsFor(boxes);
  const spots = new Map<string, Spot>();
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

/** As many as make a large grid about as wide as a screen; boxes are wider than high. */
function columnsFor(boxes: readonly Box[]): number {
  if (boxes.length <= 3) return 1;
  const isSmall = boxes.length < 16;
  return Math.ceil(Math.sqrt(boxes.length * (isSmall ? 1 : 0.65)));
}

interface Size {
  width: number;
  height: number;
}

/** The direction in which the whole drawing is larger in a pane of this size; `before` when there is little in it. */
export function betterDirection(sizes: Record<Direction, Size>, pane: Size, before: Direction): Direction {
  const other = before === 'right' ? 'down' : 'right';
  return zoomOf(sizes[other], pane) > zoomOf(sizes[before], pane) * 1.1 ? other : before;
}

/** How large a drawing of this size can be shown in a pane; at most 1. */
export function zoomOf(drawing: Size, pane: Size): number {
  return Math.min(1, pane.width / Math.max(1, drawing.width), pane.height / Math.max(1, drawing.height));
}

/** How much room a drawing takes. */
export function sizeOf(placed: readonly PlacedNode[]): Size {
  const roots = placed.filter((node) => node.parent === null);
  return {
    width: Math.max(0, ...roots.map((node) => node.x + node.width)),
    height: Math.max(0, ...roots.map((node) => node.y + node.height)),
  };
}
