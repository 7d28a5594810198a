import type { TopologyGroup, TopologyNode, TopologyView } from '../../server/api/contract.ts';

/** What can be drawn: a node template, or a scaling group around what belongs to it. */
export interface Entry {
  id: string;
  parent: string | null;
  /** Null for a group. */
  node: TopologyNode | null;
  group: TopologyGroup | null;
}

export interface Tree {
  entries: ReadonlyMap<string, Entry>;
  children: ReadonlyMap<string | null, readonly Entry[]>;
}

const groupPrefix = '+group/';

/**
 * What holds what: containers, and scaling groups around their members. A group whose members lie in different
 * containers has no place of its own and is left out; so are its members' ties to it, and nothing else.
 */
export function plantTopology(topology: TopologyView): Tree {
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  const placeOf = (node: TopologyNode) => (node.parent !== null && nodes.has(node.parent) ? node.parent : null);
  const groups = placeGroups(topology, (name) => {
    const node = nodes.get(name);
    return node && placeOf(node);
  });
  const groupOf = new Map(groups.flatMap(({ id, group }) => group.members.map((member) => [member, id] as const)));
  const entries = new Map<string, Entry>();
  for (const { id, group, parent } of groups) {
    entries.set(id, { id, parent: groupOf.get(group.name) ?? parent, node: null, group });
  }
  for (const node of topology.nodes) {
    entries.set(node.id, { id: node.id, parent: groupOf.get(node.id) ?? placeOf(node), node, group: null });
  }
  return { entries, children: Map.groupBy(entries.values(), ({ parent }) => parent) };
}

interface PlacedGroup {
  id: string;
  group: TopologyGroup;
  /** The container of all its members. */
  parent: string | null;
}

function placeGroups(
  { groups = [] }: TopologyView,
  containerOf: (node: string) => string | null | undefined,
): PlacedGroup[] {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const known = new Map<string, string | null | undefined>();
  /** Undefined: it has none, or several. */
  const find = (name: string): string | null | undefined => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    const places = new Set(
      byName.get(name)?.members.map((member) => (byName.has(member) ? find(member) : containerOf(member))),
    );
    const [place] = places.size === 1 ? places : [];
    known.set(name, place);
    return place;
  };
  return groups.flatMap((group) => {
    const parent = find(group.name);
    return parent === undefined ? [] : [{ id: groupPrefix + group.name, group, parent }];
  });
}

/** An entry and what holds it, innermost first. */
export function chainOf({ entries }: Tree, id: string | null): Set<string> {
  const chain = new Set<string>();
  for (let at = id; at !== null && !chain.has(at); at = entries.get(at)?.parent ?? null) {
    if (entries.has(at)) chain.add(at);
  }
  return chain;
}

/** The nodes of an entry and of all that it holds, outer ones first. */
export function nodesUnder({ children }: Tree, entry: Entry): TopologyNode[] {
  const found = [entry];
  for (let at = 0; at < found.length; at++) {
    const each = found[at];
    if (each !== undefined) found.push(...(children.get(each.id) ?? []));
  }
  return found.flatMap(({ node }) => node ?? []);
}
