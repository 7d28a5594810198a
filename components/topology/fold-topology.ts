import type { TopologyEdge, TopologyNode, TopologyView } from '../../server/api/contract.ts';

/** What a person opened and closed, and whether everything is to be drawn however much it is. */
export interface Folds {
  open: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  all: boolean;
}

/** A node that is drawn, and every node that it stands for: itself, what is folded into it, or what was left out. */
export interface DrawnNode {
  id: string;
  parent: string | null;
  /** Null for the node that stands for what was left out. */
  node: TopologyNode | null;
  stands: readonly TopologyNode[];
  isFolded: boolean;
  /** It holds other nodes, drawn or not. */
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
  const tree = plant(topology);
  const shown = chooseShown(tree, folds, chainOf(tree, keep));
  const nodes: DrawnNode[] = [];
  const drawnAs = new Map<string, string>();
  draw({ tree, shown, nodes, drawnAs }, null);
  const folded = new Set(nodes.flatMap((each) => (each.isFolded ? each.id : [])));
  const hidden = nodes.filter((each) => each.node === null);
  const hiddenCount = hidden.reduce((sum, each) => sum + each.stands.length, 0);
  return { nodes, edges: liftEdges(topology.edges, drawnAs), folded, drawnAs, hiddenCount };
}

interface Tree {
  nodes: ReadonlyMap<string, TopologyNode>;
  children: ReadonlyMap<string | null, TopologyNode[]>;
}

function plant(topology: TopologyView): Tree {
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  const children = new Map<string | null, TopologyNode[]>();
  for (const node of topology.nodes) {
    const parent = node.parent !== null && nodes.has(node.parent) ? node.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  return { nodes, children };
}

/** A node and its containers, innermost first. */
function chainOf({ nodes }: Tree, id: string | null): Set<string> {
  const chain = new Set<string>();
  for (let at = id; at !== null && !chain.has(at) && nodes.has(at); at = nodes.get(at)?.parent ?? null) chain.add(at);
  return chain;
}

interface Shown {
  ids: Set<string>;
  open: Set<string>;
}

function chooseShown(tree: Tree, folds: Folds, keep: ReadonlySet<string>): Shown {
  const isLarge = tree.nodes.size > budget && !folds.all;
  const worst = isLarge ? rate(tree) : new Map<string, number>();
  const byWorst = (a: TopologyNode, b: TopologyNode) => (worst.get(b.id) ?? 0) - (worst.get(a.id) ?? 0);
  const [chosen] = keep;
  const shown: Shown = { ids: new Set(), open: new Set() };
  const take = (siblings: readonly TopologyNode[]): TopologyNode[] => {
    const isTooMany = isLarge && siblings.length > budget;
    const first = new Set(isTooMany ? siblings.toSorted(byWorst).slice(0, budget) : siblings);
    const taken = siblings.filter((node) => first.has(node) || keep.has(node.id));
    for (const node of taken) shown.ids.add(node.id);
    return taken;
  };
  const isOpened = (id: string, children: number): boolean => {
    if (keep.has(id) && id !== chosen) return true;
    if (folds.shut.has(id)) return false;
    return !isLarge || folds.open.has(id) || shown.ids.size + children <= budget;
  };
  const openInto = (node: TopologyNode): TopologyNode[] => {
    const children = tree.children.get(node.id);
    if (children === undefined || !isOpened(node.id, children.length)) return [];
    shown.open.add(node.id);
    return take(children);
  };
  let level = take(tree.children.get(null) ?? []);
  while (level.length > 0) level = (isLarge ? level.toSorted(byWorst) : level).flatMap(openInto);
  return shown;
}

/** How badly the worst instance in each node, and in what it holds, is off. */
function rate({ nodes }: Tree): Map<string, number> {
  const rates = new Map<string, number>();
  for (const node of nodes.values()) {
    const own = rateOf(node);
    if (own === 0) continue;
    const seen = new Set<string>();
    for (let at: string | null = node.id; at !== null && !seen.has(at); at = nodes.get(at)?.parent ?? null) {
      seen.add(at);
      rates.set(at, Math.max(rates.get(at) ?? 0, own));
    }
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
  const left: TopologyNode[] = [];
  for (const node of tree.children.get(parent) ?? []) {
    if (!shown.ids.has(node.id)) {
      left.push(node);
      continue;
    }
    const isOpen = shown.open.has(node.id);
    const children = tree.children.get(node.id)?.length ?? 0;
    const stands = isOpen ? [node] : withDescendants(tree, node);
    for (const each of stands) drawnAs.set(each.id, node.id);
    const isFolded = !isOpen && children > 0;
    nodes.push({ id: node.id, parent, node, stands, isFolded, holds: children, instances: node.instances });
    if (isOpen) draw(drawing, node.id);
  }
  if (left.length === 0) return;
  const id = `${hiddenPrefix}${parent ?? ''}`;
  const stands = left.flatMap((node) => withDescendants(tree, node));
  for (const each of stands) drawnAs.set(each.id, id);
  nodes.push({ id, parent, node: null, stands, isFolded: true, holds: 0, instances: [] });
}

function withDescendants({ children }: Tree, node: TopologyNode): TopologyNode[] {
  const found = [node];
  for (let at = 0; at < found.length; at++) {
    const each = found[at];
    if (each !== undefined) found.push(...(children.get(each.id) ?? []));
  }
  return found;
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
