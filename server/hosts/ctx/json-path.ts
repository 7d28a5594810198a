import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

/** Reads `a.b[0].c`. Throws `illegal path:` where something is missing; wrappers look for these words. */
export function readPath(map: JsonObject, path: string): Json {
  let value: Json = map;
  for (const step of stepsOf(path)) {
    const next: Json | undefined = Array.isArray(value) ? itemOf(value, step) : memberOf(value, step);
    if (next === undefined) throw new CtxError('RuntimeError', `illegal path: ${path}`);
    value = next;
  }
  return value;
}

/** A copy of the map with the value at the path; maps on the way are made, lists are not. */
export function writePath(map: JsonObject, path: string, value: Json): JsonObject {
  const copy = structuredClone(map);
  const names = path.split('.');
  const last = names.pop() ?? path;
  let place = copy;
  for (const name of names) {
    const steps = stepsOf(name);
    const next = steps.length === 1 ? ensureMap(place, name) : readPath(place, name);
    if (next === null || typeof next !== 'object' || Array.isArray(next)) {
      throw new CtxError('RuntimeError', `illegal path: ${path}`);
    }
    place = next;
  }
  setOwn(place, last, value);
  return copy;
}

function ensureMap(place: JsonObject, name: string): Json {
  const found = memberOf(place, name);
  if (found !== undefined) return found;
  const made: JsonObject = {};
  setOwn(place, name, made);
  return made;
}

// Assigning to `__proto__` would change the object's prototype instead of adding a key.
function setOwn(place: JsonObject, name: string, value: Json): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}

function memberOf(value: Json, name: string): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function itemOf(list: Json[], step: string): Json | undefined {
  return /^-?\d+$/.test(step) ? list.at(Number(step)) : undefined;
}

/** `b[0]` is the member `b`, then the item 0. */
function stepsOf(path: string): string[] {
  return path.split('.').flatMap((name) => {
    const found = /^([^[\]]*)((?:\[-?\d+\])+)$/.exec(name);
    if (!found) return [name];
    const indexes = [...(found[2] ?? '').matchAll(/\[(-?\d+)\]/g)].map((match) => match[1] ?? '');
    return found[1] ? [found[1], ...indexes] : indexes;
  });
}
