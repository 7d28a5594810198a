import { setAt, unsetAt } from '../change.ts';
import { type Draft, nameOf } from '../draft.ts';
import type { DeclarationSection, IntentOf } from '../intent.ts';
import { canEndLiteral, lineEnd, nextLine } from '../lines.ts';
import { checkNewName, inMain, placeOf, placesOf, wordFor } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { attachedFrom, keepsBlanks } from '../remove.ts';
import { renameEverywhere } from '../rename.ts';
import { entrySpan, isFlow, type Span, startOf, type WrittenItem, writtenEntries } from '../spans.ts';
import { below, type Spot } from '../spot.ts';
import { type NameUse, usesOf } from '../uses.ts';
import type { Removal } from './delete-node.ts';

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
export function removeDeclaration(draft: Draft, intent: IntentOf<'remove-declaration'>): Removal {
  const { section, name } = intent;
  const place = placeOf(draft.blueprint, section, name);
  unsetAt(draft, below(place));
  return { label: `Remove the ${wordFor(section)} ${name}`, left: usesOfDeclaration(draft, section, name) };
}

/** Puts a declaration to another position among those of its file. */
export function moveDeclaration(draft: Draft, intent: IntentOf<'move-declaration'>): string {
  const { section, name, position } = intent;
  const place = placeOf(draft.blueprint, section, name);
  const { parent, file } = place;
  if (parent?.node.kind !== 'map') throw new Refusal(`${nameOf(place)} has no position.`);
  const entries = writtenEntries(parent.node);
  if (parent.node.written !== undefined) {
    throw new Refusal(`The section "${section}" has merge keys or the same key twice. Change the order in the text.`);
  }
  if (position < 0 || position >= entries.length) throw new Refusal(`There is no position ${position}.`);
  const items = entries.map((entry) => entrySpan(file.text, entry));
  const from = entries.findIndex(({ key }) => key === place.entry?.key);
  checkMovable(place, items.slice(Math.min(from, position), Math.max(from, position) + 1));
  rotate(draft, parent, { items, from, to: position });
  return `Move the ${wordFor(section)} ${name}`;
}

function usesOfDeclaration({ blueprint }: Draft, section: DeclarationSection, name: string): NameUse[] {
  if (section === 'outputs') return [];
  return usesOf(blueprint, section === 'inputs' ? 'input' : 'capability', name);
}

/** What is aliased must stay in front of its aliases; blank lines that are part of a text must stay with it. */
function checkMovable({ file }: Spot, items: readonly WrittenItem[]): void {
  const isInside = (at: number) => items.some(({ start, end }) => at >= start && at < end);
  const { aliases } = file.parsed;
  const hasNames = aliases.some((alias) => isInside(alias.source.offset(alias.start)) || isInside(startOf(alias.node)));
  const ends = items.some(({ end }) => !canEndLiteral(file.text, nextLine(file.text, end)));
  const hasTexts = items.some(({ start, end }) => /[|>][-+0-9]*[ \t]*(?:#.*)?[\r\n]/.test(file.text.slice(start, end)));
  if (!hasNames && !(hasTexts && ends) && !items.some((item) => keepsBlanks(file.text, item))) return;
  throw new Refusal(
    'Anchors, aliases, or texts whose blank lines count stand between the two positions. Change the order in the text.',
  );
}

/** Each entry between two positions is written where its neighbour is; what is between entries stays. */
function rotate(
  draft: Draft,
  section: Spot,
  { items, from, to }: { items: WrittenItem[]; from: number; to: number },
): void {
  const { text } = section.file;
  const flow = isFlow(text, section.node);
  const slots = items.map((item, index): Span => {
    const start = flow ? item.start : attachedFrom(text, item.start, items[index - 1]?.end ?? 0);
    return {
      start: Math.max(start, flow ? start : lineOrKey(text, start, item.start)),
      end: flow ? item.end : endWithSpaces(text, item.end),
    };
  });
  const order = slots.map((_slot, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  for (const [index, slot] of slots.entries()) {
    const other = slots[order[index] ?? index];
    if (other !== undefined && other !== slot) draft.splice(section.file, slot, text.slice(other.start, other.end));
  }
}

/** A slot starts with the `#` or the key, not with the spaces in front. */
function lineOrKey(text: string, start: number, key: number): number {
  let at = start;
  while (at < key && text.charAt(at) === ' ') at += 1;
  return at;
}

/** Spaces at the end of a line may be part of a text. */
function endWithSpaces(text: string, end: number): number {
  const line = lineEnd(text, end);
  return text.slice(end, line).trim() === '' ? line : end;
}
