import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, setOwn } from '../../blueprint/json-object.ts';
import { sameJson } from '../functions/same-json.ts';
import { isNull } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type Draft, nameOf } from './draft.ts';
import { Refusal } from './refusal.ts';
import { detachAnchor, detachMerge, isChangeable, isMergedElsewhere, ownerOf, refuseLostAnchors } from './sharing.ts';
import { childOf, isAlsoMerged, type PathStep, type Spot, spotAt, type Target } from './spot.ts';

/** Gives the value at the end of a path another value; what is missing on the way is written. */
export function setAt(draft: Draft, { from, path }: Target, value: Json): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    assign(draft, from, value);
    return;
  }
  const next = childOf(from, step);
  if (next === null) {
    if (typeof step === 'number') draft.add(from, { key: null, value: nested(rest, value) });
    else draft.add(from, { key: step, value: nested(rest, value) });
    return;
  }
  if (sameJson(toJson(next.node), nested(rest, value)) && rest.length === 0) return;
  if (isCrossing(from, next) && settle(draft, next, () => changed(toJson(next.node), rest, value)) === 'done') return;
  setAt(draft, { from: next, path: rest }, value);
}

/** Takes the value at the end of a path away. Nothing is done when there is none. */
export function unsetAt(draft: Draft, { from, path }: Target): void {
  const [step, ...rest] = path;
  const next = step === undefined ? null : childOf(from, step);
  if (next === null) return;
  if (rest.length === 0) {
    unset(draft, from, next);
    return;
  }
  if (isCrossing(from, next) && settle(draft, next, () => without(toJson(next.node), rest)) === 'done') return;
  unsetAt(draft, { from: next, path: rest });
}

/** Adds an item to the list at the end of a path, which is written if it is missing. */
export function appendAt(draft: Draft, { from, path }: Target, value: Json): void {
  const list = spotAt(from, path);
  if (list === null || isNull(list.node)) {
    setAt(draft, { from, path }, [value]);
    return;
  }
  const known = toJson(list.node);
  if (!Array.isArray(known)) throw new Refusal(`${nameOf(list)} is not a list. Edit it in the text.`);
  if (crosses(from, path)) setAt(draft, { from, path: [...path, known.length] }, value);
  else draft.add(list, { key: null, value });
}

/** Lays a map over what is there: keys that are not in it stay. */
export function mergeAt(draft: Draft, { from, path }: Target, value: JsonObject): void {
  const at = spotAt(from, path);
  if (at === null || isNull(at.node)) {
    setAt(draft, { from, path }, value);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isJsonObject(item)) mergeAt(draft, { from, path: [...path, key] }, item);
    else setAt(draft, { from, path: [...path, key] }, item);
  }
}

/** Whether an own value is shared where its parent is not, so that one has to ask. */
function isCrossing(from: Spot, next: Spot): boolean {
  return next.sharing !== null && !(from.node === next.node);
}

function crosses(from: Spot, path: readonly PathStep[]): boolean {
  return path.some((_step, index) => spotAt(from, path.slice(0, index + 1))?.sharing !== null);
}

/** Deals with a shared value on the way: asks, goes on in it, or writes a copy with the change. */
function settle(draft: Draft, spot: Spot, copy: () => Json): 'done' | 'go on' {
  if (draft.choice === null) throw ask(spot);
  if (draft.choice === 'shared') {
    if (isChangeable(spot)) return 'go on';
    throw new Refusal(
      `${nameOf(spot)} has the text of a key, which is not changed with it. Write a copy for this one.`,
      ['detach'],
    );
  }
  if (spot.sharing === 'anchor') {
    detachAnchor(draft, spot);
    return 'go on';
  }
  if (spot.sharing === 'alias' || spot.parent === null) draft.replaceAlias(spot, copy());
  else draft.add(spot.parent, { key: String(spot.step), value: copy() });
  return 'done';
}

function ask(spot: Spot): Refusal {
  const why = {
    alias: 'is the value of an anchor, and stands in other places too',
    merge: 'comes from a map that is merged in with <<',
    anchor: 'has an anchor, and other places refer to it',
  }[spot.sharing ?? 'alias'];
  return new Refusal(`${nameOf(spot)} ${why}. Change it for all of them, or write a copy for this one.`, [
    'shared',
    'detach',
  ]);
}

function unset(draft: Draft, from: Spot, next: Spot): void {
  if (next.sharing !== 'merge') {
    refuseLostAnchors(draft, next);
    draft.remove(next);
    if (isAlsoMerged(from, String(next.step))) uncover(draft, from, next);
    return;
  }
  if (draft.choice === null) throw ask(next);
  if (draft.choice === 'detach') {
    detachMerge(draft, from, String(next.step));
    return;
  }
  const owner = next.entry === null ? null : ownerOf(next.file, next.entry);
  if (owner === null) throw new Refusal(`${nameOf(next)} cannot be found in the text. Edit it there.`);
  const shared = childOf(owner, next.step);
  if (shared === null) return;
  refuseLostAnchors(draft, shared);
  draft.remove(shared);
}

/** The key comes from a map behind `<<` too, whose value would count again. */
function uncover(draft: Draft, from: Spot, next: Spot): void {
  if (draft.choice === 'detach') detachMerge(draft, from, String(next.step));
  if (draft.choice !== null) return;
  throw new Refusal(
    `${nameOf(next)} also comes from a map that is merged in with <<. Let that value count again, or write a copy of the map without it.`,
    ['shared', 'detach'],
  );
}

/** Makes the value at `spot` another one, with as little change as possible. */
function assign(draft: Draft, spot: Spot, value: Json): void {
  const { node } = spot;
  if (node.kind === 'map' && isJsonObject(value) && overlaps(Object.keys(value), node.entries)) {
    assignMap(draft, spot, { keys: [...node.entries.keys()], value });
    return;
  }
  if (node.kind === 'list' && Array.isArray(value) && value.length > 0 && node.items.length > 0) {
    for (const [index, item] of value.entries()) setAt(draft, { from: spot, path: [index] }, item);
    for (let index = value.length; index < node.items.length; index += 1) unsetAt(draft, { from: spot, path: [index] });
    return;
  }
  if (draft.choice === 'shared' && !isJsonObject(value)) refuseMerged(spot);
  refuseLostAnchors(draft, spot, true);
  draft.replace(spot, value);
}

function assignMap(draft: Draft, spot: Spot, { keys, value }: { keys: readonly string[]; value: JsonObject }): void {
  for (const key of keys) if (!Object.hasOwn(value, key)) unsetAt(draft, { from: spot, path: [key] });
  for (const [key, item] of Object.entries(value)) setAt(draft, { from: spot, path: [key] }, item);
}

function refuseMerged(spot: Spot): void {
  if (!isMergedElsewhere(spot)) return;
  const why = `${nameOf(spot)} is merged into other maps with <<, so it must stay a map.`;
  throw new Refusal(`${why} Write a copy for this one.`, ['detach']);
}

function overlaps(keys: readonly string[], entries: ReadonlyMap<string, unknown>): boolean {
  return keys.some((key) => entries.has(key));
}

/** `value` below the keys of a path. */
function nested(path: readonly PathStep[], value: Json): Json {
  return path.reduceRight<Json>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
}

/** A copy with another value at the end of a path. */
function changed(json: Json, path: readonly PathStep[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) {
    const copy = [...json];
    copy[Number(step)] = changed(json[Number(step)] ?? null, rest, value);
    return copy;
  }
  const copy: JsonObject = isJsonObject(json) ? { ...json } : {};
  setOwn(copy, String(step), changed(copy[String(step)] ?? null, rest, value));
  return copy;
}

/** A copy without what is at the end of a path. */
function without(json: Json, path: readonly PathStep[]): Json {
  const [step, ...rest] = path;
  if (step === undefined || json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) {
    if (rest.length > 0) return json.map((item, index) => (index === step ? without(item, rest) : item));
    return json.filter((_item, index) => index !== step);
  }
  const entries = Object.entries(json).filter(([key]) => rest.length > 0 || key !== step);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? without(item, rest) : item]));
}
