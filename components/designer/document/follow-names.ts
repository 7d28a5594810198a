import { type Intent, withoutNamespace } from '../../../core/dsl/edit/index.ts';
import type { Selection } from './history.ts';
import type { Layout, LayoutPatch, NodePlace } from './layout.ts';

/** What nodes are called after the intents; null for those that are gone. */
export function renamedNodes(intents: readonly Intent[]): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>();
  for (const intent of intents) {
    if (intent.kind === 'delete-node') names.set(intent.node, null);
    if (intent.kind === 'rename-node') names.set(intent.node, inNamespaceOf(intent.node, intent.name));
  }
  return names;
}

function inNamespaceOf(node: string, name: string): string {
  return node.slice(0, node.length - withoutNamespace(node).length) + name;
}

/** Places and choices that follow a renamed node, and end with one that is gone. */
export function followInLayout(layout: Layout, names: ReadonlyMap<string, string | null>): LayoutPatch {
  const places: Record<string, NodePlace | null> = {};
  for (const [name, to] of names) {
    const place = layout.places[name];
    if (place === undefined) continue;
    places[name] = null;
    if (to !== null) places[to] = place;
  }
  return { places };
}

export function followInSelection(selection: Selection, names: ReadonlyMap<string, string | null>): Selection {
  const { nodes, relationship } = selection;
  const follow = (node: string) => (names.has(node) ? (names.get(node) ?? null) : node);
  const source = relationship === null ? null : follow(relationship.node);
  return {
    nodes: nodes.map(follow).filter((node) => node !== null),
    relationship: relationship === null || source === null ? null : { ...relationship, node: source },
  };
}
