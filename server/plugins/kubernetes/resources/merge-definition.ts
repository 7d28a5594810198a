import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue, setOwn } from '../../../../core/blueprint/json-object.ts';
import { itemKeys } from '../../../../core/kubernetes/drift/list-keys.ts';

/**
 * A definition with changes put in: maps are merged, null takes a field away, the items of lists that the API tells
 * apart (containers by name, ports by number) are merged one by one, other lists are replaced.
 */
export function mergeDefinition(definition: JsonObject, changes: JsonObject): JsonObject {
  const merged = { ...definition };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete merged[key];
    else setOwn(merged, key, mergeValue(key, ownValue(merged, key), change));
  }
  return merged;
}

function mergeValue(field: string, value: Json | undefined, change: Json): Json {
  if (isJsonObject(change)) return mergeDefinition(isJsonObject(value) ? value : {}, change);
  if (Array.isArray(change) && Array.isArray(value)) return mergeList(field, value, change);
  return change;
}

function mergeList(field: string, items: readonly Json[], changes: readonly Json[]): Json[] {
  const keys = itemKeys(field, items);
  const changed = itemKeys(field, changes);
  if (keys === null || changed === null) return [...changes];
  const kept = items.map((item, index) => {
    const change = changes[changed.indexOf(keys[index] ?? '')];
    return change === undefined ? item : mergeValue(field, item, change);
  });
  return [...kept, ...changes.filter((_, index) => !keys.includes(changed[index] ?? ''))];
}
