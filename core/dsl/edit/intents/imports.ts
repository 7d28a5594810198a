import { textOf } from '../../safe-yaml/syntax.ts';
import { toJson } from '../../safe-yaml/to-json.ts';
import { appendAt, setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { editable, inMain, itemsAt, mainTop } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, type Spot, spotAt, topOf } from '../spot.ts';

/** Adds an import to the main file; the location may have a namespace in front. */
export function addImport(draft: Draft, { location }: IntentOf<'add-import'>): string {
  const top = mainTop(draft.blueprint);
  const known = spotAt(top, ['imports']);
  const list = known === null ? [] : toJson(known.node);
  if (Array.isArray(list) && list.includes(location)) throw new Refusal(`${location} is imported already.`);
  appendAt(draft, { from: top, path: ['imports'] }, location);
  return `Import ${location}`;
}

/** Removes an import of a file. What it brought is missed where it is named, which diagnostics tell. */
export function removeImport(draft: Draft, { location, file }: IntentOf<'remove-import'>): string {
  const { files, mainFile } = draft.blueprint;
  const found = files.get(file ?? mainFile);
  const top = found === undefined ? null : editable(topOf(found));
  const spots = top === null ? [] : itemsAt(top, 'imports').filter((spot) => locationOf(spot) === location);
  if (spots.length === 0) throw new Refusal(`${file ?? mainFile} does not import ${location}.`);
  for (const spot of spots) unsetAt(draft, below(spot));
  return `Remove the import of ${location}`;
}

/** Writes the blueprint's description, or takes it away. */
export function setDescription(draft: Draft, { text }: IntentOf<'set-description'>): string {
  const target = inMain(draft.blueprint, ['description']);
  if (text === null) unsetAt(draft, target);
  else setAt(draft, target, text);
  return text === null ? 'Remove the description' : 'Set the description';
}

/** An import is a location, or a map from it to what else is said. */
function locationOf({ node }: Spot): string | null {
  return node.kind === 'map' ? ([...node.entries.keys()][0] ?? null) : textOf(node);
}
