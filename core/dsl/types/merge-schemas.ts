import { isNull, type MapEntry, type MapNode, mapNode, type SyntaxNode } from '../safe-yaml/syntax.ts';
import type { PropertySchema } from './property-schema.ts';

/**
 * A type's own declarations before those it inherits. A declaration replaces the inherited one of the same name as a
 * whole; only when both have the same data type are their defaults laid over each other (dsl.md section 5).
 */
export function mergeSchemas(
  own: ReadonlyMap<string, PropertySchema>,
  inherited: ReadonlyMap<string, PropertySchema>,
  isDataType: (name: string) => boolean,
): Map<string, PropertySchema> {
  const merged = new Map(own);
  for (const [name, schema] of inherited) {
    const overriding = own.get(name);
    if (overriding === undefined) merged.set(name, schema);
    else if (overriding.type !== null && overriding.type === schema.type && isDataType(overriding.type)) {
      merged.set(name, withDefault(overriding, mergeDefaults(overriding.defaultValue, schema.defaultValue)));
    }
  }
  return merged;
}

function withDefault(schema: PropertySchema, defaultValue: SyntaxNode | null): PropertySchema {
  return defaultValue === schema.defaultValue ? schema : { ...schema, defaultValue };
}

function mergeDefaults(upper: SyntaxNode | null, lower: SyntaxNode | null): SyntaxNode | null {
  if (lower === null || isNull(lower)) return upper;
  if (upper === null || isNull(upper)) return lower;
  return overlayDeep(lower, upper);
}

/** `upper` over `lower`, maps key by key at every level; the order of keys is that of `lower`, new ones behind. */
export function overlayDeep(lower: SyntaxNode, upper: SyntaxNode): SyntaxNode {
  if (lower.kind !== 'map' || upper.kind !== 'map') return upper;
  return mapNode(overlayEntries(lower, upper), upper);
}

function overlayEntries(lower: MapNode, upper: MapNode): Map<string, MapEntry> {
  const entries = new Map(lower.entries);
  for (const [key, entry] of upper.entries) {
    const below = lower.entries.get(key);
    entries.set(key, below === undefined ? entry : { ...entry, value: overlayDeep(below.value, entry.value) });
  }
  return entries;
}
