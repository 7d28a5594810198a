import { setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { DefinitionSection, IntentOf } from '../intent.ts';
import { checkNewName, inMain, placeOf, placesOf, wordFor } from '../places.ts';
import { renameEverywhere } from '../rename.ts';
import { below } from '../spot.ts';
import { type NameKind, type NameUse, usesOf } from '../uses.ts';
import type { Done } from './delete-node.ts';
import { removeGroup } from './groups.ts';

/** Sets a part of a definition, or the whole of a new one. */
export function setDefinition(draft: Draft, intent: IntentOf<'set-definition'>): string {
  const { section, name, path, value } = intent;
  const { blueprint } = draft;
  const what = `the ${wordFor(section)} ${name}`;
  if (placesOf(blueprint, section, name).length === 0) {
    checkNewName(blueprint, section, name);
    setAt(draft, inMain(blueprint, [section, name, ...path]), value);
    return `Add ${what}`;
  }
  setAt(draft, below(placeOf(blueprint, section, name), path), value);
  return path.length === 0 ? `Change ${what}` : `Set ${path.join('.')} of ${what}`;
}

/** Removes a part of a definition, or the whole. */
export function unsetDefinition(draft: Draft, intent: IntentOf<'unset-definition'>): string | Done {
  const { section, name, path } = intent;
  const what = `the ${wordFor(section)} ${name}`;
  if (section === 'groups' && path.length === 0) return removeGroup(draft, { kind: 'remove-group', group: name });
  unsetAt(draft, below(placeOf(draft.blueprint, section, name), path));
  if (path.length > 0) return `Unset ${path.join('.')} of ${what}`;
  return { label: `Remove ${what}`, left: usesOfDefinition(draft, section, name) };
}

/** Gives a definition another name, everywhere. */
export function renameDefinition(draft: Draft, intent: IntentOf<'rename-definition'>): string {
  const { section, name, to } = intent;
  const { blueprint } = draft;
  placeOf(blueprint, section, name);
  if (name !== to) checkNewName(blueprint, section, to);
  // Members of groups are looked up among nodes and groups alike.
  if (name !== to && section === 'groups') checkNewName(blueprint, 'node_templates', to);
  const places = placesOf(blueprint, section, name);
  renameEverywhere(draft, { places, uses: usesOfDefinition(draft, section, name), to });
  return `Rename the ${wordFor(section)} ${name} to ${to}`;
}

const kinds: Readonly<Partial<Record<DefinitionSection, NameKind>>> = {
  node_types: 'node type',
  relationships: 'relationship type',
  data_types: 'data type',
  groups: 'group',
  labels: 'label',
};

function usesOfDefinition({ blueprint }: Draft, section: DefinitionSection, name: string): NameUse[] {
  const kind = kinds[section];
  return kind === undefined ? [] : usesOf(blueprint, kind, name);
}
