import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';

/** Keys and list numbers that lead to a part of a value. */
export type ValuePath = readonly (string | number)[];

/** Of the field of such a part. */
export function nameOfPath(path: ValuePath): string {
  return path.join('.');
}

/** Whether a path is another one or leads on from it. */
export function isBelow(path: ValuePath, top: ValuePath): boolean {
  return path.length >= top.length && top.every((step, place) => path[place] === step);
}

/** A part of a value that another one takes the place of; `undefined`: that goes. */
export interface ValueChange {
  path: ValuePath;
  value: Json | undefined;
}

/**
 * The fewest changes of parts that lead from one value to another, so that the text of all other parts stays as it is,
 * comments included. Calls are changed as a whole.
 */
export function changesBetween(before: Json | undefined, after: Json, path: ValuePath = []): ValueChange[] {
  if (isPlainMap(before) && isPlainMap(after)) {
    const changes = Object.entries(after).flatMap(([key, value]) =>
      changesBetween(Object.hasOwn(before, key) ? before[key] : undefined, value ?? null, [...path, key]),
    );
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    // A map that loses all of its keys would be taken away with the last one.
    if (gone.length === Object.keys(before).length && gone.length > 0) return [{ path, value: after }];
    return [...changes, ...gone.map((key) => ({ path: [...path, key], value: undefined }))];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, place) => changesBetween(before[place], item, [...path, place]));
  }
  return isSame(before, after) ? [] : [{ path, value: after }];
}

/** Equal in all parts; the order of keys does not count. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, place) => isSame(item, b[place]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function isPlainMap(value: Json | undefined): value is { [key: string]: Json } {
  return isJsonObject(value) && functionOf(value) === null;
}
