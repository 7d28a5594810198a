import type { TopologyEdge, TopologyGroup, TopologyNode, TopologyView } from '../../server/api/contract.ts';
import { chainOf, type Entry, nodesUnder, plantTopology, type Tree } from './plant-topology.ts';

/** What a person opened and closed, and whether everything is to be drawn however much it is. */
export interface Folds {
  open: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  all: boolean;
}

/** What is drawn, and every node that it stands for: itself, what is folded into it, or what was left out. */
export interface DrawnNode {
  id: string;
  parent: string | null;
  /** Null for a scaling group, and for what stands for what was left out. */
  node: TopologyNode | null;
  /** The scaling group that it is. */
  group: TopologyGroup | null;
  stands: readonly TopologyNode[];
  isFolded: boolean;
  /** How many others it holds itself, drawn or not. */
  holds: number;
  instances: readonly unknown[];
}

/** A topology as far as it is drawn. */
export interface FoldedTopology {
  nodes: DrawnNode[];
  /** Connections between drawn nodes; those that would be drawn twice are one. */
  edges: Pick<TopologyEdge, 'id' | 'source' | 'target' | 'kind'>[];
  folded: ReadonlySet<string>;
  /** For each node of the topology, the drawn one that stands for it. */
  drawnAs: ReadonlyMap<string, string>;
  /** Nodes that neither are drawn nor lie in a folded one. */
  hiddenCount: number;
}

/** Above this many nodes containers fold by themselves, and what is still too much is left out, the worst-off last. */
const budget = 400;
const hiddenPrefix = '+hidden/';

/**
 * Which nodes are drawn. Small topologies are drawn whole but for what was closed. Of a large one, containers are opened
 * in the order of how badly something in them is off, as long as there is room. `keep` is always drawn.
 */
export function foldTopology(topology: TopologyView, folds: Folds, keep: string | null): FoldedTopology {
  const tree = plantTopology(topology);
  const shown = chooseShown(tree, folds, chainOf(tree, keep));
  const nodes: DrawnNode[] = [];
  const drawnAs = new Map<string, string>();
  draw({ tree, shown, nodes, drawnAs }, null);
  const folded = new Set(nodes.flatMap((each) => (each.isFolded ? each.id : [])));
  const hidden = nodes.filter(isRest);
  const hiddenCount = hidden.reduce((sum, each) => sum + each.stands.length, 0);
  return { nodes, edges: liftEdges(topology.edges, drawnAs), folded, drawnAs, hiddenCount };
}

/** Whether it stands for what was left out. */
export function isRest({ node, group }: DrawnNode): boolean {
  return node === null && group === null;
}

interface Shown {
  ids: Set<string>;
  open: Set<string>;
}

function chooseShown(tree: Tree, folds: Folds, keep: ReadonlySet<string>): Shown {
  const isLarge = tree.entries.size > budget && !folds.all;
  const worst = isLarge ? rate(tree) : new Map<string, number>();
  const byWorst = (a: Entry, b: Entry) => (worst.get(b.id) ?? 0) - (worst.get(a.id) ?? 0);
  const [chosen] = keep;
  const shown: Shown = { ids: new Set(), open: new Set() };
  const take = (siblings: readonly Entry[]): Entry[] => {
    const isTooMany = isLarge && siblings.length > budget;
    const first = new Set(isTooMany ? siblings.toSorted(byWorst).slice(0, budget) : siblings);
    const taken = siblings.filter((entry) => first.has(entry) || keep.has(entry.id));
    for (const entry of taken) shown.ids.add(entry.id);
    return taken;
  };
  const isOpened = (id: string, children: number): boolean => {
    if (keep.has(id) && id !== chosen) return true;
    if (folds.shut.has(id)) return false;
    return !isLarge || folds.open.has(id) || shown.ids.size + children <= budget;
  };
  const openInto = ({ id }: Entry): Entry[] => {
    const children = tree.children.get(id);
    if (children === undefined || !isOpened(id, children.length)) return [];
    shown.open.add(id);
    return take(children);
  };
  let level = take(tree.children.get(null) ?? []);
  while (level.length > 0) level = (isLarge ? level.toSorted(byWorst) : level).flatMap(openInto);
  return shown;
}

/** How badly the worst instance in each entry, and in what it holds, is off. */
function rate(tree: Tree): Map<string, number> {
  const rates = new Map<string, number>();
  for (const { id, node } of tree.entries.values()) {
    const own = node ? rateOf(node) : 0;
    if (own === 0) continue;
    for (const at of chainOf(tree, id)) rates.set(at, Math.max(rates.get(at) ?? 0, own));
  }
  return rates;
}

function rateOf({ instances }: TopologyNode): number {
  let worst = 0;
  for (const { state, failed } of instances) {
    if (failed) return 3;
    if (state.endsWith('ing')) worst = 2;
    else if (worst === 0 && state !== 'started' && state !== 'uninitialized' && state !== 'deleted') worst = 1;
  }
  return worst;
}

interface Drawing {
  tree: Tree;
  shown: Shown;
  nodes: DrawnNode[];
  drawnAs: Map<string, string>;
}

function draw(drawing: Drawing, parent: string | null): void {
  const { tree, shown, nodes, drawnAs } = drawing;
  const left: Entry[] = [];
  for (const entry of tree.children.get(parent) ?? []) {
    if (!shown.ids.has(entry.id)) {
      left.push(entry);
      continue;
    }
    const drawn = toDrawn(entry, { tree, isOpen: shown.open.has(entry.id) });
    for (const each of drawn.stands) drawnAs.set(each.id, entry.id);
    nodes.push({ ...drawn, parent });
    if (shown.open.has(entry.id)) draw(drawing, entry.id);
  }
  if (left.length === 0) return;
  const id = `${hiddenPrefix}${parent ?? ''}`;
  const stands = left.flatMap((entry) => nodesUnder(tree, entry));
  for (const each of stands) drawnAs.set(each.id, id);
  nodes.push({ id, parent, node: null, group: null, stands, isFolded: true, holds: 0, instances: [] });
}

function toDrawn(entry: Entry, { tree, isOpen }: { tree: Tree; isOpen: boolean }): DrawnNode {
  const { node } = entry;
  const holds = tree.children.get(entry.id)?.length ?? 0;
  const stands = isOpen ? [node ?? []].flat() : nodesUnder(tree, entry);
  return { ...entry, stands, isFolded: !isOpen && holds > 0, holds, instances: node?.instances ?? [] };
}

function liftEdges(edges: readonly TopologyEdge[], drawnAs: ReadonlyMap<string, string>): FoldedTopology['edges'] {
  const lifted = new Map<string, FoldedTopology['edges'][number]>();
  for (const { source, target, kind } of edges) {
    const [from, to] = [drawnAs.get(source), drawnAs.get(target)];
    if (from === undefined || to === undefined || from === to) continue;
    const id = `${from}->${to}#${kind}`;
    if (!lifted.has(id)) lifted.set(id, { id, source: from, target: to, kind });
  }
  return [...lifted.values()];
}
