import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject, ownValue } from '../blueprint/json-object.ts';
import { hasFunction } from '../dsl/functions/names.ts';
import { isOfPlainType } from '../dsl/types/plain-values.ts';
import { nounOfType } from '../dsl/types/primitives.ts';

export type Fitted = { ok: true; value: Json } | { ok: false; message: string };

interface Expected {
  type: string | null;
  itemType?: string | null;
  path: string;
}

/** A given value checked against a type; values of data types are completed with the defaults of their members. */
export function fitInputValue(value: Json, expected: Expected, dataTypes: JsonObject): Fitted {
  const { type, path } = expected;
  if (type === null || hasFunction(value)) return { ok: true, value };
  const data = ownValue(dataTypes, type);
  if (data !== undefined) return fitDataType(value, { schema: data, path, type }, dataTypes);
  if (!isOfPlainType(value, type)) return { ok: false, message: `"${path}" must be ${nounOfType(type)}.` };
  const itemType = expected.itemType ?? null;
  if (itemType === null || !Array.isArray(value)) return { ok: true, value };
  const wrong = value.findIndex((item) => !isOfPlainType(item, itemType));
  if (wrong === -1) return { ok: true, value };
  return { ok: false, message: `Item ${wrong + 1} of "${path}" must be ${nounOfType(itemType)}.` };
}

function fitDataType(value: Json, at: { schema: Json; path: string; type: string }, dataTypes: JsonObject): Fitted {
  const members = isJsonObject(at.schema) ? at.schema['properties'] : null;
  if (!isJsonObject(value) || !isJsonObject(members)) {
    return { ok: false, message: `"${at.path}" must be a map, as the data type "${at.type}" describes it.` };
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) {
    return { ok: false, message: `"${at.path}.${unknown}" is not defined by the data type "${at.type}".` };
  }
  const entries: [string, Json][] = [];
  for (const [name, schema] of Object.entries(members)) {
    const member = fitMember(ownValue(value, name), { schema, path: `${at.path}.${name}` }, dataTypes);
    if (member === null) continue;
    if (!member.ok) return member;
    entries.push([name, member.value]);
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

/** Null: the member has no value and needs none. */
function fitMember(given: Json | undefined, at: { schema: Json; path: string }, dataTypes: JsonObject): Fitted | null {
  const schema = isJsonObject(at.schema) ? at.schema : {};
  const type = typeof schema['type'] === 'string' ? schema['type'] : null;
  const value = given ?? ownValue(schema, 'default');
  if (value !== undefined) return fitInputValue(value, { type, path: at.path }, dataTypes);
  if (type !== null && Object.hasOwn(dataTypes, type)) return fitInputValue({}, { type, path: at.path }, dataTypes);
  return schema['required'] === false ? null : { ok: false, message: `"${at.path}" needs a value.` };
}
