import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject, jsonObject, ownValue } from '../blueprint/json-object.ts';
import { nearestName } from '../diagnostics/nearest.ts';
import { functionOf } from '../dsl/functions/names.ts';
import { isOfPlainType } from '../dsl/types/plain-values.ts';
import { nounOfType } from '../dsl/types/primitives.ts';

export type Fitted = { ok: true; value: Json } | { ok: false; message: string };

interface Expected {
  type: string | null;
  path: string;
  /** What members that are not given have, before the defaults of the data type. */
  derived?: Json | undefined;
}

/** A value checked against a type; values of data types are completed with the defaults of their members (dsl.md section 5). */
export function fitInputValue(value: Json, expected: Expected, dataTypes: JsonObject): Fitted {
  const { type, path } = expected;
  if (type === null || functionOf(value) !== null) return { ok: true, value };
  const data = ownValue(dataTypes, type);
  if (data !== undefined) return fitDataType(value, { ...expected, schema: data, type }, dataTypes);
  if (isOfPlainType(value, type)) return { ok: true, value };
  return { ok: false, message: `"${path}" must be ${nounOfType(type)}.` };
}

function fitDataType(
  value: Json,
  at: { schema: Json; path: string; type: string; derived?: Json | undefined },
  dataTypes: JsonObject,
): Fitted {
  const members = isJsonObject(at.schema) ? at.schema['properties'] : null;
  if (!isJsonObject(value) || !isJsonObject(members)) {
    return { ok: false, message: `"${at.path}" must be a map, as the data type "${at.type}" describes it.` };
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) return undefinedMember(unknown, members, at);
  const derived = isJsonObject(at.derived) ? at.derived : {};
  const external = memberValue('use_external_resource', { value, derived, members });
  if (external !== undefined && functionOf(external) !== null) {
    return { ok: false, message: `"${at.path}.use_external_resource" must be true or false, and not a function.` };
  }
  const entries: [string, Json][] = [];
  for (const [name, schema] of Object.entries(members)) {
    const optional = isJsonObject(schema) && (schema['required'] === false || isTrue(external));
    const given = memberValue(name, { value, derived, members });
    const inherited = ownValue(derived, name) ?? defaultOf(members, name);
    const path = `${at.path}.${name}`;
    const member = fitMember(given, { schema, path, optional, derived: inherited }, dataTypes);
    if (member === null) continue;
    if (!member.ok) return member;
    entries.push([name, member.value]);
  }
  return { ok: true, value: jsonObject(entries) };
}

function undefinedMember(name: string, members: JsonObject, at: { path: string; type: string }): Fitted {
  const nearest = nearestName(name, Object.keys(members));
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return { ok: false, message: `"${at.path}.${name}" is not defined by the data type "${at.type}".${hint}` };
}

/** A member's value: the given one, else what contains the data type says, else the default of the data type. */
function memberValue(
  name: string,
  from: { value: JsonObject; derived: JsonObject; members: JsonObject },
): Json | undefined {
  return ownValue(from.value, name) ?? ownValue(from.derived, name) ?? defaultOf(from.members, name);
}

function defaultOf(members: JsonObject, name: string): Json | undefined {
  const schema = ownValue(members, name);
  return isJsonObject(schema) ? ownValue(schema, 'default') : undefined;
}

/** Null: the member has no value and needs none. */
function fitMember(
  value: Json | undefined,
  at: { schema: Json; path: string; optional: boolean; derived: Json | undefined },
  dataTypes: JsonObject,
): Fitted | null {
  const { path, derived } = at;
  const schema = isJsonObject(at.schema) ? at.schema : {};
  const type = typeof schema['type'] === 'string' ? schema['type'] : null;
  if (value !== undefined) return fitInputValue(value, { type, path, derived }, dataTypes);
  if (type !== null && Object.hasOwn(dataTypes, type)) return fitInputValue({}, { type, path }, dataTypes);
  return at.optional ? null : { ok: false, message: `"${path}" needs a value.` };
}

function isTrue(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

/**
 * A text given for a whole number, a number or a truth value, made into one when it is written as one (`30`, `-1.5e3`,
 * exactly `true` or `false`); any other value as it is.
 */
export function correctType(value: Json, type: string | null): Json {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (type === 'integer' && /^[+-]?\d+(?:_\d+)*$/.test(text)) return Number(text.replaceAll('_', ''));
  if (
    type === 'float' &&
    /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(text)
  ) {
    return Number(text.replaceAll('_', ''));
  }
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
