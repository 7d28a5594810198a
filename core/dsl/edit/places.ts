import { type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { type EditableBlueprint, type EditableFile, inside } from './blueprint.ts';
import type { DeclarationSection, DefinitionSection } from './intent.ts';
import { Refusal } from './refusal.ts';
import { childOf, type PathStep, type Spot, spotAt, type Target, topOf } from './spot.ts';

/** Sections whose entries intents name. */
export type NamedSection = 'node_templates' | DeclarationSection | DefinitionSection;

const words: Readonly<Record<NamedSection, string>> = {
  node_templates: 'node',
  inputs: 'input',
  outputs: 'output',
  capabilities: 'capability',
  groups: 'group',
  policies: 'policy',
  node_types: 'node type',
  relationships: 'relationship type',
  data_types: 'data type',
  labels: 'label',
  blueprint_labels: 'blueprint label',
};

/** What an entry of a section is called in sentences. */
export function wordFor(section: NamedSection): string {
  return words[section];
}

/** All places where a name is defined, as the plan has it, with namespaces. Node templates may be in several files. */
export function placesOf(blueprint: EditableBlueprint, section: NamedSection, name: string): Spot[] {
  return [...blueprint.files.values()].flatMap((file) =>
    file.namespaces.flatMap((namespace) => {
      const own = ownName(namespace, name);
      const spot = own === null ? null : spotAt(topOf(file), [section, own]);
      return spot === null ? [] : [spot];
    }),
  );
}

/** The place where something is defined; refuses when it is not in the blueprint's own files. */
export function placeOf(blueprint: EditableBlueprint, section: NamedSection, name: string): Spot {
  const places = placesOf(blueprint, section, name);
  const main = section === 'node_templates' ? places.find((spot) => childOf(spot, 'type') !== null) : undefined;
  const place = main ?? places[0];
  if (place === undefined) {
    throw new Refusal(
      `The ${wordFor(section)} "${name}" is not in a file of this blueprint, or the file's text is broken. What is imported from elsewhere cannot be changed here.`,
    );
  }
  return editable(place);
}

/** The spot, if its file can be edited without surprises. */
export function editable(spot: Spot): Spot {
  checkFile(spot.file);
  if (spot.file.namespaces.length > 1) {
    const names = spot.file.namespaces.map((one) => one ?? 'none').join(', ');
    throw new Refusal(
      `${spot.file.location} is imported more than once (namespaces: ${names}), so a change would count several times. Edit it in the text.`,
    );
  }
  return spot;
}

/** Refuses a file whose syntax is broken. */
export function checkFile(file: EditableFile): void {
  if (file.isSound) return;
  throw new Refusal(`The text of ${file.location} cannot be read as YAML. Mend its syntax first.`);
}

/** The top of the main file. */
export function mainTop(blueprint: EditableBlueprint): Spot {
  const file = blueprint.files.get(blueprint.mainFile);
  if (file === undefined) throw new Refusal('The blueprint has no main file.');
  checkFile(file);
  return topOf(file);
}

/** What is at a path of the main file. */
export function inMain(blueprint: EditableBlueprint, path: PathStep[]): Target {
  return { from: mainTop(blueprint), path };
}

/** How a file with this namespace writes a name of the plan; null when it cannot. */
export function ownName(namespace: string | null, name: string): string | null {
  if (namespace === null) return name;
  const prefix = inside(namespace, '');
  if (name.startsWith(prefix)) return name.slice(prefix.length);
  return name.startsWith('cloudify.') ? name : null;
}

/** How the file of a spot writes a name; refuses a name that its namespace cannot reach. */
export function writtenName(spot: Spot, name: string): string {
  const own = ownName(spot.file.namespaces[0] ?? null, name);
  if (own === null) {
    throw new Refusal(
      `${spot.file.location} is imported under the namespace ${spot.file.namespaces[0]}, so it cannot name "${name}".`,
    );
  }
  return own;
}

/** The text of a value below a spot, if there is one. */
export function textAt(spot: Spot, step: string): string | null {
  const child = childOf(spot, step);
  return child === null ? null : textOf(child.node);
}

/** The items below a spot, in order. */
export function itemsAt(spot: Spot, step: string): Spot[] {
  const list = childOf(spot, step);
  const items: readonly SyntaxNode[] = list?.node.kind === 'list' ? list.node.items : [];
  return items.flatMap((_item, index) => (list === null ? [] : (childOf(list, index) ?? [])));
}

/** Refuses a name that is taken or cannot be one. */
export function checkNewName(blueprint: EditableBlueprint, section: NamedSection, name: string): void {
  if (name.trim() === '' || name !== name.trim())
    throw new Refusal('A name must not be empty, nor start or end with a space.');
  if (placesOf(blueprint, section, name).length > 0) {
    throw new Refusal(`There is a ${wordFor(section)} "${name}" already. Choose another name.`);
  }
}
