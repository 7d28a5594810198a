import { setAt, unsetAt } from '../change.ts';
import { type Draft, nameOf } from '../draft.ts';
import type { DeclarationSection, IntentOf } from '../intent.ts';
import { move } from '../move.ts';
import { checkNewName, inMain, placeOf, placesOf, wordFor } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { renameEverywhere } from '../rename.ts';
import { writtenEntries } from '../spans.ts';
import { below } from '../spot.ts';
import { type NameUse, usesOf } from '../uses.ts';
import type { Done } from './delete-node.ts';

/** Adds an input, output or capability to the main file. */
export function addDeclaration(draft: Draft, intent: IntentOf<'add-declaration'>): string {
  const { section, name, definition } = intent;
  checkNewName(draft.blueprint, section, name);
  setAt(draft, inMain(draft.blueprint, [section, name]), definition);
  return `Add the ${wordFor(section)} ${name}`;
}

/** Sets a part of a declaration, such as the default of an input. */
export function setDeclaration(draft: Draft, intent: IntentOf<'set-declaration'>): string {
  const { section, name, path, value } = intent;
  const place = placeOf(draft.blueprint, section, name);
  setAt(draft, below(place, path), value);
  return `Set ${path.join('.')} of the ${wordFor(section)} ${name}`;
}

/** Takes a part of a declaration away. */
export function unsetDeclaration(draft: Draft, intent: IntentOf<'unset-declaration'>): string {
  const { section, name, path } = intent;
  if (path.length === 0) throw new Refusal('A path to a part of the declaration is missing.');
  unsetAt(draft, below(placeOf(draft.blueprint, section, name), path));
  return `Unset ${path.join('.')} of the ${wordFor(section)} ${name}`;
}

/** Gives a declaration another name, everywhere. */
export function renameDeclaration(draft: Draft, intent: IntentOf<'rename-declaration'>): string {
  const { section, name, to } = intent;
  const { blueprint } = draft;
  placeOf(blueprint, section, name);
  if (name !== to) checkNewName(blueprint, section, to);
  const places = placesOf(blueprint, section, name);
  renameEverywhere(draft, { places, uses: usesOfDeclaration(draft, section, name), to });
  return `Rename the ${wordFor(section)} ${name} to ${to}`;
}

/** Removes a declaration. Calls of it stay, and are told. */
export function removeDeclaration(draft: Draft, intent: IntentOf<'remove-declaration'>): Done {
  const { section, name } = intent;
  const place = placeOf(draft.blueprint, section, name);
  unsetAt(draft, below(place));
  return { label: `Remove the ${wordFor(section)} ${name}`, left: usesOfDeclaration(draft, section, name) };
}

/** Puts a declaration to another position among those of its file. */
export function moveDeclaration(draft: Draft, intent: IntentOf<'move-declaration'>): string {
  const { section, name, position } = intent;
  const place = placeOf(draft.blueprint, section, name);
  const { parent } = place;
  if (parent?.node.kind !== 'map') throw new Refusal(`${nameOf(place)} has no position.`);
  if (parent.node.written !== undefined) {
    throw new Refusal(`The section "${section}" has merge keys or the same key twice. Change the order in the text.`);
  }
  const from = writtenEntries(parent.node).findIndex(({ key }) => key === place.entry?.key);
  move(draft, parent, { from, to: position });
  return `Move the ${wordFor(section)} ${name}`;
}

function usesOfDeclaration({ blueprint }: Draft, section: DeclarationSection, name: string): NameUse[] {
  if (section === 'outputs') return [];
  return usesOf(blueprint, section === 'inputs' ? 'input' : 'capability', name);
}
