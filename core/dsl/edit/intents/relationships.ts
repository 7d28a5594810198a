import type { JsonObject } from '../../../blueprint/json.ts';
import { toJson } from '../../safe-yaml/to-json.ts';
import { appendAt, setAt, unsetAt } from '../change.ts';
import { containerOf, isWithin } from '../containment.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf, NewRelationship } from '../intent.ts';
import { move } from '../move.ts';
import { itemsAt, placeOf, writtenName } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, type Spot } from '../spot.ts';

const containedIn = 'cloudify.relationships.contained_in';

/** Puts a node into a host: its containment is changed, or written when there is none. */
export function nest(draft: Draft, { node, host, type }: IntentOf<'nest'>): string {
  const { blueprint } = draft;
  const place = placeOf(blueprint, 'node_templates', node);
  if (isWithin(blueprint, host, node)) {
    throw new Refusal(`"${host}" is inside "${node}", or is the node itself: it cannot also be around it.`);
  }
  const known = containerOf(blueprint, place);
  if (known === null) {
    append(draft, place, { type: type ?? containedIn, target: host });
  } else {
    if (type !== undefined)
      setAt(draft, below(place, ['relationships', known.index, 'type']), writtenName(place, type));
    setAt(draft, below(place, ['relationships', known.index, 'target']), writtenName(place, host));
  }
  return `Put ${node} into ${host}`;
}

/** Takes a node out of its host. */
export function detach(draft: Draft, { node }: IntentOf<'detach'>): string {
  const place = placeOf(draft.blueprint, 'node_templates', node);
  const known = containerOf(draft.blueprint, place);
  if (known === null) throw new Refusal(`"${node}" is not inside of another node.`);
  unsetAt(draft, below(place, ['relationships', known.index]));
  return `Take ${node} out of ${known.host}`;
}

/** Adds a relationship. */
export function addRelationship(draft: Draft, intent: IntentOf<'add-relationship'>): string {
  const { node, type, target, properties } = intent;
  if (node === target) throw new Refusal('A node cannot have a relationship to itself.');
  const place = placeOf(draft.blueprint, 'node_templates', node);
  const known = containerOf(draft.blueprint, place);
  if (known !== null && draft.blueprint.containment.has(type)) {
    throw isInside(node, known.host);
  }
  append(draft, place, { type, target, ...(properties === undefined ? {} : { properties }) });
  return `Connect ${node} to ${target}`;
}

/** Points a relationship to another node. */
export function retarget(draft: Draft, { node, index, target }: IntentOf<'retarget-relationship'>): string {
  if (node === target) throw new Refusal('A node cannot have a relationship to itself.');
  const place = relationshipOf(draft, node, index);
  setAt(draft, below(place, ['relationships', index, 'target']), writtenName(place, target));
  return `Connect ${node} to ${target}`;
}

/** Makes a relationship one of another type. */
export function setRelationshipType(draft: Draft, intent: IntentOf<'set-relationship-type'>): string {
  const { node, index, type } = intent;
  const { blueprint } = draft;
  const place = relationshipOf(draft, node, index);
  const known = containerOf(blueprint, place);
  if (known !== null && known.index !== index && blueprint.containment.has(type)) throw isInside(node, known.host);
  setAt(draft, below(place, ['relationships', index, 'type']), writtenName(place, type));
  return `Make a relationship of ${node} a ${type}`;
}

/** Puts a relationship to another position among those of its node. */
export function moveRelationship(draft: Draft, intent: IntentOf<'move-relationship'>): string {
  const { node, index, position } = intent;
  const place = relationshipOf(draft, node, index);
  const list = itemsAt(place, 'relationships')[index]?.parent ?? null;
  if (list === null || list.sharing !== null) throw new Refusal(sharedOrder);
  move(draft, list, { from: index, to: position });
  return `Move a relationship of ${node}`;
}

const sharedOrder = 'The list of relationships stands for several nodes. Change its order in the text.';

/** Removes a relationship. */
export function removeRelationship(draft: Draft, { node, index }: IntentOf<'remove-relationship'>): string {
  const place = relationshipOf(draft, node, index);
  unsetAt(draft, below(place, ['relationships', index]));
  return `Remove a relationship of ${node}`;
}

/** Sets a property of a relationship. */
export function setRelationshipProperty(draft: Draft, intent: IntentOf<'set-relationship-property'>): string {
  const { node, index, path, value } = intent;
  const place = relationshipOf(draft, node, index);
  setAt(draft, below(place, ['relationships', index, 'properties', ...path]), value);
  return `Set ${path.join('.')} of a relationship of ${node}`;
}

/** Takes a property of a relationship away. */
export function unsetRelationshipProperty(draft: Draft, intent: IntentOf<'unset-relationship-property'>): string {
  const { node, index, path } = intent;
  const place = relationshipOf(draft, node, index);
  unsetAt(draft, below(place, ['relationships', index, 'properties', ...path]));
  return `Unset ${path.join('.')} of a relationship of ${node}`;
}

function isInside(node: string, host: string): Refusal {
  return new Refusal(`"${node}" is inside "${host}" already. Take it out first, or put it into the other one.`);
}

function relationshipOf({ blueprint }: Draft, node: string, index: number): Spot {
  const place = placeOf(blueprint, 'node_templates', node);
  const { length } = itemsAt(place, 'relationships');
  if (index < 0 || index >= length) throw new Refusal(`"${node}" has ${length} relationships, and no number ${index}.`);
  return place;
}

/** Adds a relationship with its keys in the order that the others have. */
function append(draft: Draft, place: Spot, { type, target, properties }: NewRelationship): void {
  const names = { type: writtenName(place, type), target: writtenName(place, target) };
  const first = itemsAt(place, 'relationships')[0];
  const json = first === undefined ? {} : toJson(first.node);
  const targetFirst = Object.keys(json as JsonObject)[0] === 'target';
  const written = targetFirst ? { target: names.target, type: names.type } : names;
  const value = { ...written, ...(properties === undefined ? {} : { properties }) };
  appendAt(draft, below(place, ['relationships']), value);
}
