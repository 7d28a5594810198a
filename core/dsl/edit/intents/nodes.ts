import type { Json, JsonObject } from '../../../blueprint/json.ts';
import { toJson } from '../../safe-yaml/to-json.ts';
import { setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { checkNewName, inMain, placeOf, placesOf, writtenName } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { renameEverywhere } from '../rename.ts';
import { below, spotAt, topOf } from '../spot.ts';
import { usesOf } from '../uses.ts';

/** Sets a property of a node, or something in one. */
export function setProperty(draft: Draft, { node, path, value }: IntentOf<'set-property'>): string {
  const place = placeOf(draft.blueprint, 'node_templates', node);
  setAt(draft, below(place, ['properties', ...path]), value);
  return `Set ${path.join('.')} of ${node}`;
}

/** Takes a property of a node away, so that it has its default again. */
export function unsetProperty(draft: Draft, { node, path }: IntentOf<'unset-property'>): string {
  const place = placeOf(draft.blueprint, 'node_templates', node);
  if (path.length === 0) throw new Refusal('A path to the property is missing.');
  unsetAt(draft, below(place, ['properties', ...path]));
  return `Unset ${path.join('.')} of ${node}`;
}

/** Adds a node template to the main file. */
export function addNode(draft: Draft, intent: IntentOf<'add-node'>): string {
  const { name, type, properties, relationships } = intent;
  checkNewName(draft.blueprint, 'node_templates', name);
  const template: JsonObject = {
    type,
    ...(properties === undefined || Object.keys(properties).length === 0 ? {} : { properties }),
    ...(relationships === undefined || relationships.length === 0
      ? {}
      : { relationships: relationships.map((one): Json => ({ ...one })) }),
  };
  setAt(draft, inMain(draft.blueprint, ['node_templates', name]), template);
  return `Add ${name}`;
}

/** Makes a node one of another type. */
export function setNodeType(draft: Draft, { node, type }: IntentOf<'set-node-type'>): string {
  const place = placeOf(draft.blueprint, 'node_templates', node);
  setAt(draft, below(place, ['type']), writtenName(place, type));
  return `Make ${node} a ${type}`;
}

/** Gives a node another name, everywhere. */
export function renameNode(draft: Draft, { node, name }: IntentOf<'rename-node'>): string {
  const { blueprint } = draft;
  placeOf(blueprint, 'node_templates', node);
  if (name !== node) checkNewName(blueprint, 'node_templates', name);
  const places = placesOf(blueprint, 'node_templates', node);
  renameEverywhere(draft, { places, uses: usesOf(blueprint, 'node', node), to: name });
  return `Rename ${node} to ${name}`;
}

const typeNames: Readonly<Record<string, string>> = { string: 'string', boolean: 'boolean', object: 'dict' };

/** Makes a property's value the default of a new input, and the property a call of it. */
export function extractInput(draft: Draft, intent: IntentOf<'extract-input'>): string {
  const { node, path, input, definition = {} } = intent;
  const place = placeOf(draft.blueprint, 'node_templates', node);
  const top = topOf(place.file);
  const whole = ['properties', ...path];
  const value = path.length === 0 ? null : spotAt(place, whole);
  if (value === null)
    throw new Refusal(`${node} has no property ${path.join('.')} in the text whose value an input could take over.`);
  checkNewName(draft.blueprint, 'inputs', input);
  const json = toJson(value.node);
  setAt(
    draft,
    { from: top, path: ['inputs', writtenName(place, input)] },
    { type: typeOf(json), default: json, ...definition },
  );
  setAt(draft, below(value), { get_input: writtenName(place, input) });
  return `Make ${path.join('.')} of ${node} the input ${input}`;
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return value === null ? 'string' : (typeNames[typeof value] ?? 'string');
}
