import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import type { Selection } from './history.ts';
import type { Layout, LayoutPatch, NodePlace } from './layout.ts';

/** What a thing is called after an intent; null: it is gone. */
export interface NewName {
  section: NamedSection;
  from: string;
  to: string | null;
}

/** What the intents give another name, or take away, in their order. */
export function newNames(intents: readonly Intent[]): NewName[] {
  return intents.flatMap((intent) => newName(intent) ?? []);
}

function newName(intent: Intent): NewName | null {
  switch (intent.kind) {
    case 'rename-node':
      return { section: 'node_templates', from: intent.node, to: intent.name };
    case 'delete-node':
      return { section: 'node_templates', from: intent.node, to: null };
    case 'rename-declaration':
    case 'rename-definition':
      return { section: intent.section, from: intent.name, to: intent.to };
    case 'remove-declaration':
      return { section: intent.section, from: intent.name, to: null };
    case 'unset-definition':
      return intent.path.length === 0 ? { section: intent.section, from: intent.name, to: null } : null;
    case 'remove-group':
      return { section: 'groups', from: intent.group, to: null };
    case 'remove-policy':
      return { section: 'policies', from: intent.policy, to: null };
    default:
      return null;
  }
}

/** What a thing is called after all of them; null when it is gone. */
export function follow(names: readonly NewName[], section: NamedSection, name: string): string | null {
  let now: string | null = name;
  for (const { section: of, from, to } of names) if (of === section && from === now) now = to;
  return now;
}

/** Places that follow a renamed node, and end with one that is gone. */
export function followInLayout(layout: Layout, names: readonly NewName[]): LayoutPatch {
  const places: Record<string, NodePlace | null> = {};
  for (const { section, from, to } of names) {
    const place = places[from] ?? layout.places[from];
    if (section !== 'node_templates' || place === undefined || from === to) continue;
    places[from] = null;
    if (to !== null) places[to] = place;
  }
  return { places };
}

/** What is looked at stays so under its new name, and no longer when it is gone. */
export function followInSelection(selection: Selection, names: readonly NewName[]): Selection {
  const { relationship, entry, nodes } = selection;
  const node = (id: string) => follow(names, 'node_templates', id);
  const source = relationship === null ? null : node(relationship.node);
  const name = entry === undefined ? null : follow(names, entry.section, entry.name);
  return {
    nodes: nodes.map(node).filter((id) => id !== null),
    relationship: relationship === null || source === null ? null : { ...relationship, node: source },
    ...(entry !== undefined && name !== null && { entry: { ...entry, name } }),
  };
}

/** What was meant for a thing before it got another name is meant for it still. */
export function followInIntent(intent: Intent, names: readonly NewName[]): Intent {
  const node = (id: string) => follow(names, 'node_templates', id) ?? id;
  const followed = { ...intent };
  if ('node' in followed) followed.node = node(followed.node);
  if ('host' in followed) followed.host = node(followed.host);
  if ('target' in followed) followed.target = node(followed.target);
  if ('section' in followed && followed.kind !== 'add-declaration') {
    followed.name = follow(names, followed.section, followed.name) ?? followed.name;
  }
  return followed;
}
