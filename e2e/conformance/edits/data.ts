import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { PathStep } from '../../../core/dsl/edit/index.ts';

/** A value with the first argument of calls renamed. */
export function renameCalls(value: Json, rename: { names: readonly string[]; from: string; to: string }): Json {
  if (Array.isArray(value)) return value.map((item) => renameCalls(item, rename));
  if (!isJsonObject(value)) return value;
  const { names, from, to } = rename;
  const keys = Object.keys(value).filter((key) => key !== 'type');
  const isCall = keys.length === 1 && Object.keys(value).length <= 2 && names.includes(keys[0] ?? '');
  const argument = (args: Json) => {
    if (Array.isArray(args)) return args.map((item, index) => (index === 0 && item === from ? to : item));
    return args === from && names.includes('get_input') ? to : args;
  };
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    const inner = renameCalls(item, rename);
    return [key, isCall && key === keys[0] ? argument(inner) : inner];
  });
  return Object.fromEntries(entries);
}

/** The value at the end of a path. */
export function read(json: Json, path: readonly PathStep[]): Json | undefined {
  let at: Json | undefined = json;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else if (isJsonObject(at)) at = at[String(step)];
    else return undefined;
  }
  return at;
}

/** A copy with another value at the end of a path. */
export function write(json: Json | undefined, path: readonly PathStep[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = [...asList(json)];
    list[step] = write(list[step], rest, value);
    return list;
  }
  return { ...asObject(json), [step]: write(asObject(json)[step], rest, value) };
}

/** A copy without what is at the end of a path. */
export function erase(json: Json, path: readonly PathStep[]): Json {
  const [step, ...rest] = path;
  if (Array.isArray(json)) {
    if (rest.length === 0) return json.filter((_item, index) => index !== step);
    return json.map((item, index) => (index === step ? erase(item, rest) : item));
  }
  if (!isJsonObject(json) || step === undefined) return json;
  const entries = Object.entries(json).filter(([key]) => rest.length > 0 || key !== step);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? erase(item, rest) : item]));
}

/** A value as a map; an empty one when it is none. */
export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A value as a list; an empty one when it is none. */
export function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The type that the language has for a value. */
export function typeNameOf(value: Json): string {
  if (Array.isArray(value)) return 'list';
  if (isJsonObject(value)) return 'dict';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Whether a collection holds nothing but empty ones. */
export function isHollow(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isHollow);
}
