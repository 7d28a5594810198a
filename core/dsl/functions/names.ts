import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { ListNode, MapEntry, MapNode, SyntaxNode } from '../safe-yaml/syntax.ts';

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
  if (node.kind !== 'map' || node.entries.size === 0 || node.entries.size > 2) return null;
  const [first, second] = node.entries.keys();
  const key = callKey(first, second);
  const entry = key === null ? undefined : node.entries.get(key);
  return key === null || entry === undefined ? null : { name: key, entry, args: entry.value };
}

export function functionOf(value: Json): FunctionCall | null {
  if (!isJsonObject(value)) return null;
  const key = callKeyOf(value);
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
  const found = isFunctionNode(node) || childContainsFunction(node);
  withFunctions.set(node, found);
  return found;
}

function childContainsFunction(node: ListNode | MapNode): boolean {
  if (node.kind === 'list') return node.items.some(containsFunction);
  for (const entry of node.entries.values()) if (containsFunction(entry.value)) return true;
  return false;
}

/** Whether there is a call anywhere in a value. Asked very often, so it makes no lists on its way. */
export function hasFunction(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasFunction);
  if (callKeyOf(value) !== null) return true;
  for (const key in value) if (hasFunction(value[key] ?? null)) return true;
  return false;
}

/** Whether one of these functions may be called anywhere in a value: there is a key of its name. */
export function mentions(value: Json, functions: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => mentions(item, functions));
  for (const key in value) if (functions.has(key) || mentions(value[key] ?? null, functions)) return true;
  return false;
}

function callKeyOf(value: JsonObject): FunctionName | null {
  let first: string | undefined;
  let second: string | undefined;
  for (const key in value) {
    if (first === undefined) first = key;
    else if (second === undefined) second = key;
    else return null;
  }
  return callKey(first, second);
}

/** The function's name among the only keys of a map. */
function callKey(first: string | undefined, second: string | undefined): FunctionName | null {
  if (first === undefined || (second !== undefined && first !== 'type' && second !== 'type')) return null;
  const key = first === 'type' ? second : first;
  return key !== undefined && isFunctionName(key) ? key : null;
}

function isFunctionName(name: string): name is FunctionName {
  return names.has(name);
}
