import type { Intent } from '../../../core/dsl/edit/index.ts';
import { withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
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
  const { relationship, ...rest } = selection;
  const follow = (node: string) => (names.has(node) ? (names.get(node) ?? null) : node);
  const source = relationship === null ? null : follow(relationship.node);
  return {
    ...rest,
    nodes: selection.nodes.map(follow).filter((node) => node !== null),
    relationship: relationship === null || source === null ? null : { ...relationship, node: source },
  };
}

/** An entry of a section that is looked at stays so under a new name, and no longer when it is gone. */
export function followEntry(selection: Selection, intents: readonly Intent[]): Selection {
  let { entry } = selection;
  for (const intent of intents) {
    if (entry === undefined || !isAbout(intent, entry)) continue;
    const { entry: _gone, ...rest } = selection;
    if (!('to' in intent)) return rest;
    entry = { ...entry, name: intent.to };
  }
  return entry === undefined ? selection : { ...selection, entry };
}

/** Whether an intent gives the entry another name, or takes it away. */
function isAbout(intent: Intent, { section, name }: NonNullable<Selection['entry']>): boolean {
  switch (intent.kind) {
    case 'rename-declaration':
    case 'remove-declaration':
    case 'rename-definition':
      return intent.section === section && intent.name === name;
    case 'unset-definition':
      return intent.path.length === 0 && intent.section === section && intent.name === name;
    case 'remove-group':
      return section === 'groups' && intent.group === name;
    case 'remove-policy':
      return section === 'policies' && intent.policy === name;
    default:
      return false;
  }
}
