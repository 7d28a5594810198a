import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { PluginRecord } from '../../ports/ports.ts';
import {
  entryFor,
  type MapEntry,
  type MapNode,
  mapNode,
  type ScalarType,
  type SyntaxNode,
} from '../safe-yaml/syntax.ts';

/**
 * A plugin's file with the labels and tags that the catalogue knows in place of those that the file writes itself
 * (dsl.md section 3). They stand at the whole file in messages.
 */
export function withPluginRecord(root: MapNode, record: PluginRecord): MapNode {
  const entries = new Map(root.entries);
  const sections = {
    blueprint_labels: labels(record.blueprintLabels),
    labels: labels(record.labels),
    resource_tags: record.resourceTags ?? {},
  };
  for (const [name, content] of Object.entries(sections)) {
    entries.delete(name);
    if (Object.keys(content).length > 0) entries.set(name, entryFor(name, nodeOf(content, root)));
  }
  return mapNode(entries, root);
}

function labels(values: Readonly<Record<string, readonly string[]>> = {}): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([key, list]) => [key, { values: [...list] }]));
}

function nodeOf(value: Json, at: SyntaxNode): SyntaxNode {
  const place = { source: at.source, start: at.start, end: at.end };
  if (Array.isArray(value)) {
    const items = value.map((item) => nodeOf(item, at));
    const size = items.reduce((sum, item) => sum + item.size, 1);
    return { kind: 'list', items, ...place, size, depth: Math.max(0, ...items.map((item) => item.depth)) + 1 };
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]): [string, MapEntry] => [
      key,
      entryFor(key, nodeOf(item, at)),
    ]);
    return mapNode(new Map(entries), at);
  }
  return { kind: 'scalar', type: scalarType(value), value, ...place, size: 1, depth: 1 };
}

function scalarType(value: string | number | boolean | null): ScalarType {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(value) ? 'int' : 'float';
}
