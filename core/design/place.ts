import type { SourceRange } from '../diagnostics/diagnostic.ts';
import { type EditableBlueprint, inside } from '../dsl/edit/blueprint.ts';
import { type NamedSection, placesOf } from '../dsl/edit/places.ts';
import { childOf, type PathStep, type Spot, topOf } from '../dsl/edit/spot.ts';
import type { BuiltBlueprint } from '../dsl/index.ts';
import { entryRangeOf, rangeOf } from '../dsl/safe-yaml/syntax.ts';

/** A place to look for in the text. */
export type Place =
  | { kind: 'node'; node: string }
  | { kind: 'property'; node: string; path: readonly (string | number)[] }
  | { kind: 'relationship'; node: string; index: number }
  | { kind: 'entry'; section: NamedSection; name: string }
  | { kind: 'path'; file: string; path: readonly PathStep[] }
  | { kind: 'type'; of: 'nodes' | 'relationships' | 'data' | 'policies'; name: string };

const typeSections = {
  nodes: 'node_types',
  relationships: 'relationships',
  data: 'data_types',
  policies: 'policy_types',
} as const;

/** The section, the name in it and the path below that a place has. */
function addressOf(place: Exclude<Place, { kind: 'path' }>) {
  switch (place.kind) {
    case 'node':
      return { section: 'node_templates', name: place.node, path: [] } as const;
    case 'property':
      return { section: 'node_templates', name: place.node, path: ['properties', ...place.path] } as const;
    case 'relationship':
      return { section: 'node_templates', name: place.node, path: ['relationships', place.index] } as const;
    case 'entry':
      return { section: place.section, name: place.name, path: [] } as const;
    case 'type':
      return { section: typeSections[place.of], name: place.name, path: [] } as const;
  }
}

/**
 * Where something is written: in the blueprint's own files as they are now, else where the last compilation found it.
 * As deep as there is something; null when there is nothing.
 */
export function findPlace(
  place: Place,
  { editable, built }: { editable: EditableBlueprint; built: BuiltBlueprint | null },
): SourceRange | null {
  if (place.kind === 'path') {
    const file = editable.files.get(place.file);
    return file === undefined ? null : spotRange(deepest(topOf(file), place.path));
  }
  const { section, name, path } = addressOf(place);
  const spot = place.kind === 'type' ? undefined : placesOf(editable, section as 'node_templates', name)[0];
  if (spot !== undefined) return spotRange(deepest(spot, path));
  const entry = built?.sections.entries(section).get(name);
  return entry === undefined ? null : entryRangeOf(entry);
}

function deepest(spot: Spot, path: readonly PathStep[]): Spot {
  const [step, ...rest] = path;
  const next = step === undefined ? null : childOf(spot, step);
  return next === null ? spot : deepest(next, rest);
}

function spotRange({ entry, node }: Spot): SourceRange {
  return entry === null ? rangeOf(node) : entryRangeOf(entry);
}

/** The name in the design of the node template that a path in one of the blueprint's own files lies in. */
export function nodeAt(editable: EditableBlueprint, file: string, path: readonly PathStep[]): string | null {
  const [section, name] = path;
  if (section !== 'node_templates' || typeof name !== 'string') return null;
  return inside(editable.files.get(file)?.namespaces[0] ?? null, name);
}
