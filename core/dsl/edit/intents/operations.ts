import { isNull } from '../../safe-yaml/syntax.ts';
import { toJson } from '../../safe-yaml/to-json.ts';
import { setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf, OperationPlace } from '../intent.ts';
import { itemsAt, placeOf } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, type PathStep, spotAt, type Target } from '../spot.ts';

/** Writes an operation of an interface, or another one in its place. */
export function setOperation(draft: Draft, intent: IntentOf<'set-operation'>): string {
  const target = find(draft, intent);
  setAt(draft, target, intent.definition);
  return `Set ${nameOf(intent)}`;
}

/** Takes an operation away, so that the inherited one counts again. */
export function removeOperation(draft: Draft, intent: IntentOf<'remove-operation'>): string {
  const target = find(draft, intent);
  unsetAt(draft, target);
  return `Remove ${nameOf(intent)}`;
}

/** Sets an input of an operation; what was only an implementation becomes a map with inputs. */
export function setOperationInput(draft: Draft, intent: IntentOf<'set-operation-input'>): string {
  const target = find(draft, intent);
  const operation = spotAt(target.from, target.path);
  const { node } = operation ?? {};
  if (node?.kind === 'scalar' && !isNull(node)) {
    const inputs = intent.path.reduceRight((value, step) => ({ [String(step)]: value }), intent.value);
    setAt(draft, target, { implementation: toJson(node), inputs });
  } else setAt(draft, inputOf(target, intent.path), intent.value);
  return `Set ${intent.path.join('.')} of ${nameOf(intent)}`;
}

/** Sets one key of an operation. */
export function setOperationPart(draft: Draft, intent: IntentOf<'set-operation-part'>): string {
  const { part, value } = intent;
  const target = find(draft, intent);
  const { node } = spotAt(target.from, target.path) ?? {};
  if (node?.kind !== 'scalar' || isNull(node)) setAt(draft, partOf(target, part), value);
  else setAt(draft, target, part === 'implementation' ? value : { implementation: toJson(node), [part]: value });
  return `Set ${part} of ${nameOf(intent)}`;
}

/** Takes one key of an operation away; without its implementation, what was only that goes as a whole. */
export function unsetOperationPart(draft: Draft, intent: IntentOf<'unset-operation-part'>): string {
  const { part } = intent;
  const target = find(draft, intent);
  const isShort = spotAt(target.from, target.path)?.node.kind === 'scalar';
  unsetAt(draft, isShort && part === 'implementation' ? target : partOf(target, part));
  return `Unset ${part} of ${nameOf(intent)}`;
}

/** Takes an input of an operation away. */
export function unsetOperationInput(draft: Draft, intent: IntentOf<'unset-operation-input'>): string {
  const target = find(draft, intent);
  unsetAt(draft, inputOf(target, intent.path));
  return `Unset ${intent.path.join('.')} of ${nameOf(intent)}`;
}

function find(draft: Draft, where: OperationPlace): Target {
  const { node, relationship, interface: name, operation } = where;
  const place = placeOf(draft.blueprint, 'node_templates', node);
  if (relationship !== undefined && itemsAt(place, 'relationships')[relationship.index] === undefined) {
    throw new Refusal(`"${node}" has no relationship number ${relationship.index}.`);
  }
  const within = relationship === undefined ? ['interfaces'] : ['relationships', relationship.index, relationship.side];
  return below(place, [...within, name, operation]);
}

function inputOf({ from, path }: Target, input: readonly PathStep[]): Target {
  return { from, path: [...path, 'inputs', ...input] };
}

function partOf({ from, path }: Target, part: string): Target {
  return { from, path: [...path, part] };
}

function nameOf({ node, operation }: OperationPlace): string {
  return `${operation} of ${node}`;
}
