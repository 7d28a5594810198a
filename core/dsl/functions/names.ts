import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { MapEntry, MapNode, SyntaxNode } from '../safe-yaml/syntax.ts';

/** Every intrinsic function of the language (dsl.md section 9). */
export const functionNames = [
  'get_input',
  'get_property',
  'get_attribute',
  'get_attributes_list',
  'get_attributes_dict',
  'get_secret',
  'get_capability',
  'get_group_capability',
  'get_environment_capability',
  'get_label',
  'get_sys',
  'get_consumers',
  'concat',
  'merge',
  'string_find',
  'string_replace',
  'string_split',
  'string_lower',
  'string_upper',
] as const;

export type FunctionName = (typeof functionNames)[number];

const names: ReadonlySet<string> = new Set(functionNames);

/** A call as written. */
export interface FunctionNode {
  name: FunctionName;
  entry: MapEntry;
  args: SyntaxNode;
}

/** A call as data. `type` is the key beside the name, which get_input checks its value against. */
export interface FunctionCall {
  name: FunctionName;
  args: Json;
  type: Json | undefined;
}

/** The call that a value is: a map whose one key, apart from `type`, is a function's name. Anything else is data. */
export function functionOfNode(node: SyntaxNode): FunctionNode | null {
  if (node.kind !== 'map') return null;
  const key = callKey([...firstThree(node)], (name) => node.entries.has(name));
  const entry = key === null ? undefined : node.entries.get(key);
  return key === null || entry === undefined ? null : { name: key, entry, args: entry.value };
}

export function functionOf(value: Json): FunctionCall | null {
  if (!isJsonObject(value)) return null;
  const key = callKey(Object.keys(value), (name) => Object.hasOwn(value, name));
  if (key === null) return null;
  return { name: key, args: value[key] ?? null, type: Object.hasOwn(value, 'type') ? value['type'] : undefined };
}

export function isFunctionNode(node: SyntaxNode): boolean {
  return functionOfNode(node) !== null;
}

const withFunctions = new WeakMap<SyntaxNode, boolean>();

/** Whether there is a call anywhere in a value. Remembered by node, as defaults are shared by many templates. */
export function containsFunction(node: SyntaxNode): boolean {
  if (node.kind === 'scalar') return false;
  const known = withFunctions.get(node);
  if (known !== undefined) return known;
  const children = node.kind === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.value);
  const found = isFunctionNode(node) || children.some(containsFunction);
  withFunctions.set(node, found);
  return found;
}

/** Whether there is a call anywhere in a value. */
export function hasFunction(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasFunction);
  return functionOf(value) !== null || Object.values(value).some(hasFunction);
}

function callKey(keys: string[], has: (name: string) => boolean): FunctionName | null {
  const [first, second] = keys;
  if (first === undefined || keys.length > 2 || (keys.length === 2 && !has('type'))) return null;
  const key = keys.length === 2 && first === 'type' ? second : first;
  return key !== undefined && isFunctionName(key) ? key : null;
}

function isFunctionName(name: string): name is FunctionName {
  return names.has(name);
}

function* firstThree(map: MapNode): Iterable<string> {
  let count = 0;
  for (const key of map.entries.keys()) {
    yield key;
    count += 1;
    if (count === 3) return;
  }
}
