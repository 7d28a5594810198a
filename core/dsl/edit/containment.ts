import { type EditableBlueprint, inside } from './blueprint.ts';
import { itemsAt, placesOf, textAt } from './places.ts';
import { childOf, childrenOf, type Spot, topOf } from './spot.ts';

/** The containment of a node: what it is in, and by which of its relationships. */
export function containerOf(blueprint: EditableBlueprint, place: Spot): { host: string; index: number } | null {
  const namespace = place.file.namespaces[0] ?? null;
  for (const [index, relationship] of itemsAt(place, 'relationships').entries()) {
    const type = textAt(relationship, 'type');
    const target = textAt(relationship, 'target');
    if (type === null || target === null || !blueprint.containment.has(inside(namespace, type))) continue;
    return { host: inside(namespace, target), index };
  }
  return null;
}

/** These nodes, and all nodes contained in them. */
export function contentsOf(blueprint: EditableBlueprint, nodes: readonly string[]): Set<string> {
  const children = new Map<string, string[]>();
  for (const { name, place } of templatesOf(blueprint)) {
    const host = containerOf(blueprint, place)?.host;
    if (host === undefined) continue;
    const known = children.get(host);
    if (known === undefined) children.set(host, [name]);
    else known.push(name);
  }
  const found = new Set(nodes);
  for (const name of found) for (const child of children.get(name) ?? []) found.add(child);
  return found;
}

/** Whether a node is another one, or somewhere inside of it. */
export function isWithin(blueprint: EditableBlueprint, node: string, outer: string): boolean {
  const around = new Set([node]);
  for (const name of around) {
    for (const place of placesOf(blueprint, 'node_templates', name)) {
      const host = containerOf(blueprint, place)?.host;
      if (host !== undefined) around.add(host);
    }
  }
  return around.has(outer);
}

/** The node templates in the blueprint's own files. */
export function templatesOf(blueprint: EditableBlueprint): { name: string; place: Spot }[] {
  return [...blueprint.files.values()].flatMap((file) => {
    const section = childOf(topOf(file), 'node_templates');
    return childrenOf(section).map((place) => ({
      name: inside(file.namespaces[0] ?? null, String(place.step)),
      place,
    }));
  });
}
