import type { Json, JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { CompileContext } from '../context.ts';
import { isNull, type MapEntry, mapNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, readFields, type Shape } from '../schema/fields.ts';
import { readSchedules } from './schedules.ts';

const fields = {
  id_template: { kind: 'text' },
  display_name: { kind: 'text-or-map' },
  default_groups: { kind: 'list' },
  default_schedules: { kind: 'map' },
} satisfies Record<string, FieldRule>;

const shape: Shape<keyof typeof fields> = { what: 'the deployment settings', fields };

/** Reads the section `deployment_settings` (dsl.md section 11): what is written, and schedules, if only an empty map. */
export function readSettings(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): JsonObject {
  const [first] = entries.values();
  if (first === undefined) return {};
  const read = readFields(mapNode(new Map(entries), first.value), shape, context) ?? {};
  const settings = Object.values<MapEntry>(read)
    .filter((entry) => !isNull(entry.value))
    .map((entry): [string, Json] => [entry.key, toJson(entry.value)]);
  return { ...jsonObject(settings), default_schedules: readSchedules(read.default_schedules, context) };
}
