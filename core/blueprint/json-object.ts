import type { Json, JsonObject } from './json.ts';

/** An object with exactly these own keys; a key `__proto__` is data like any other and touches no prototype. */
export function jsonObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

/** Gives an object an own key. Keys such as `__proto__` and `constructor` are data like any other and touch no prototype. */
export function setOwn<Value>(object: Record<string, Value>, key: string, value: Value): void {
  // What a frozen prototype has cannot be assigned, and defining every key is slow.
  if (!(key in object) || Object.hasOwn(object, key)) object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A map: neither a list nor a single value. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own value of a key; never something inherited such as `constructor`. */
export function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
