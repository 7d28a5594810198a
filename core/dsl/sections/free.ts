import type { Json, JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { CompileContext } from '../context.ts';
import type { MapEntry } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { namedEntries } from '../schema/named.ts';

/** A section that goes into the plan as it is written. */
export function readFreeSection(
  entries: ReadonlyMap<string, MapEntry>,
  what: string,
  context: CompileContext,
): JsonObject {
  return jsonObject(
    namedEntries(entries, what, context).map((entry): [string, Json] => [entry.key, toJson(entry.value)]),
  );
}
