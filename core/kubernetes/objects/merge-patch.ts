import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue, setOwn } from '../../blueprint/json-object.ts';

/** A value with a JSON merge patch applied (RFC 7396): maps are merged, null takes away, all else replaces. */
export function mergePatch(value: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged: JsonObject = isJsonObject(value) ? { ...value } : {};
  for (const [key, part] of Object.entries(patch)) {
    if (part === null) delete merged[key];
    else setOwn(merged, key, mergePatch(ownValue(merged, key), part));
  }
  return merged;
}
