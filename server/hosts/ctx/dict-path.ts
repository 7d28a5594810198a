import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

/**
 * Reads `a.b[0].c`; what is missing throws `illegal path:`, words that wrappers look for. A part has one index at most
 * (runtime.md C.3).
 */
export function readPath(map: JsonObject, path: string): Json {
  let value: Json = map;
  for (const part of path.split('.')) {
    const next = stepInto(value, part, path);
    if (next === undefined) throw illegal(path);
    value = next;
  }
  return value;
}

/** A change of a map. */
export interface PathWrite {
  /** A copy with the value at the path. */
  map: JsonObject;
  /** A key of the map itself was set, not only one of a map inside it. */
  touches: boolean;
}

/** Writes at a path; maps on the way are made, lists are not. The last part is a key as it stands, even `x[0]`. */
export function writePath(map: JsonObject, path: string, value: Json): PathWrite {
  const copy = structuredClone(map);
  const parts = path.split('.');
  const last = parts.pop() ?? path;
  let touches = parts.length === 0;
  let place: Json = copy;
  for (const part of parts) {
    let next: Json | undefined = stepInto(place, part, path.slice(0, path.length - last.length - 1));
    if (next === undefined) {
      next = {};
      touches ||= place === copy;
      setKey(place, part, next);
    }
    place = next;
  }
  setKey(place, last, value);
  return { map: copy, touches };
}

/** What a part leads to; undefined: a key that is not there. */
function stepInto(value: Json, part: string, path: string): Json | undefined {
  const indexed = /^(.+)\[(\d+)\]/s.exec(part);
  if (!indexed) return has(value, part) ? memberOf(value, part) : undefined;
  const [, name = '', index = ''] = indexed;
  const list = has(value, name) ? memberOf(value, name) : null;
  if (!Array.isArray(list)) throw illegal(path);
  const item = list[Number(index)];
  if (item === undefined) throw new CtxError('IndexError', 'list index out of range');
  return item;
}

/** Python's `key in value`. */
function has(value: Json, key: string): boolean {
  if (typeof value === 'string') return value.includes(key);
  if (Array.isArray(value)) return value.includes(key);
  if (value !== null && typeof value === 'object') return Object.hasOwn(value, key);
  throw new CtxError('TypeError', `argument of type '${typeName(value)}' is not iterable`);
}

/** Python's `value[key]`. */
function memberOf(value: Json, key: string): Json {
  if (typeof value === 'string') throw new CtxError('TypeError', `string indices must be integers, not 'str'`);
  if (Array.isArray(value)) throw new CtxError('TypeError', 'list indices must be integers or slices, not str');
  return (value as JsonObject)[key] ?? null;
}

function setKey(place: Json, key: string, value: Json): void {
  if (Array.isArray(place)) throw new CtxError('TypeError', 'list indices must be integers or slices, not str');
  if (place === null || typeof place !== 'object') {
    throw new CtxError('TypeError', `'${typeName(place)}' object does not support item assignment`);
  }
  // Assigning to `__proto__` would change the object's prototype instead of adding a key.
  Object.defineProperty(place, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The name of the Python class that a value has there. */
export function typeName(value: Json): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'dict';
}

function illegal(path: string): CtxError {
  return new CtxError('RuntimeError', `illegal path: ${path}`);
}
