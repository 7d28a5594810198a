import type { Json, JsonObject } from '../../blueprint/json.ts';
import { setOwn } from '../../blueprint/json-object.ts';
import type { MapNode, SyntaxNode } from './syntax.ts';

const converted = new WeakMap<SyntaxNode, Json>();

/**
 * The plain value of a tree. A node always gives the same object, however often it is asked for: aliases and shared
 * defaults stay shared, and must not be changed by whoever gets them.
 */
export function toJson(node: SyntaxNode): Json {
  if (node.kind === 'scalar') return node.value;
  const known = converted.get(node);
  if (known !== undefined) return known;
  const value: Json = node.kind === 'list' ? node.items.map(toJson) : mapToJson(node);
  converted.set(node, value);
  return value;
}

function mapToJson(node: MapNode): JsonObject {
  const object: JsonObject = {};
  for (const entry of node.entries.values()) setOwn(object, entry.key, toJson(entry.value));
  return object;
}
