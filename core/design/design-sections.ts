import type { Json } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import { functionOf } from '../dsl/functions/names.ts';
import type { ResolvedImport } from '../dsl/imports/load.ts';
import { isAbsoluteLocation } from '../dsl/imports/location.ts';
import type { SectionName } from '../dsl/imports/sections.ts';
import type { BuiltBlueprint } from '../dsl/index.ts';
import type { Memo } from '../dsl/memo.ts';
import { type MapEntry, textOf } from '../dsl/safe-yaml/syntax.ts';
import { toJson } from '../dsl/safe-yaml/to-json.ts';
import type { DesignDeclaration, DesignGroup, DesignImport, DesignPolicy } from './design.ts';
import { fieldIn, mapOf, ownFileOf, textIn, textsOf } from './written.ts';

type Sections = BuiltBlueprint['sections'];

/** The imports that the blueprint's own files write. */
export function designImports(imports: readonly ResolvedImport[]): DesignImport[] {
  return imports
    .filter(({ statement }) => !isAbsoluteLocation(statement.importer.location))
    .map(({ statement: { node, importer, namespace }, location }) => ({
      written: textOf(node) ?? '',
      file: importer.location,
      location,
      namespace,
      isOwn: location !== null && !isAbsoluteLocation(location),
    }));
}

/** The entries of inputs, outputs, capabilities or labels. */
export function designDeclarations(
  sections: Sections,
  section: 'inputs' | 'outputs' | 'capabilities' | 'labels' | 'blueprint_labels',
  memo: Memo,
): DesignDeclaration[] {
  return [...sections.entries(section).values()].map((entry) =>
    memo.keepFor(entry, 'declaration', {
      inputs: [],
      make: () => ({ name: entry.key, definition: mapOf(entry.value), file: ownFileOf(entry) }),
    }),
  );
}

export function designPolicies(sections: Sections, memo: Memo): DesignPolicy[] {
  const policy = (entry: MapEntry): DesignPolicy => ({
    name: entry.key,
    type: textIn(entry.value, 'type') ?? '',
    targets: textsOf(fieldIn(entry.value, 'targets')),
    properties: mapOf(fieldIn(entry.value, 'properties')),
    file: ownFileOf(entry),
  });
  return [...sections.entries('policies').values()].map((entry) =>
    memo.keepFor(entry, 'policy', { inputs: [], make: () => policy(entry) }),
  );
}

export function designGroups(sections: Sections, policies: readonly DesignPolicy[], memo: Memo): DesignGroup[] {
  return [...sections.entries('groups').values()].map((entry) => {
    const names = policies.filter(({ targets }) => targets.includes(entry.key)).map(({ name }) => name);
    const make = (): DesignGroup => ({
      name: entry.key,
      members: textsOf(fieldIn(entry.value, 'members')),
      policies: names,
      reactions: mapOf(fieldIn(entry.value, 'policies')),
      file: ownFileOf(entry),
    });
    return memo.keepFor(entry, 'group', { inputs: names, make });
  });
}

const withSecrets: readonly SectionName[] = [
  ...(['inputs', 'node_templates', 'outputs', 'capabilities', 'node_types', 'relationships'] as const),
  ...(['plugins', 'workflows', 'policies', 'groups', 'labels'] as const),
];

/** Keys that calls of `get_secret` name, sorted. */
export function designSecrets(sections: Sections, memo: Memo): readonly string[] {
  const found = new Set<string>();
  for (const section of withSecrets) {
    for (const entry of sections.entries(section).values()) {
      const make = () => [...new Set(secretsIn(toJson(entry.value)))];
      for (const key of memo.keepFor(entry, 'secrets', { inputs: [], make })) found.add(key);
    }
  }
  const keys = [...found].sort();
  return memo.keep('secrets', keys, () => keys);
}

function* secretsIn(value: Json): Iterable<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* secretsIn(item);
  } else if (isJsonObject(value)) {
    const call = functionOf(value);
    const key = call?.name !== 'get_secret' ? null : Array.isArray(call.args) ? call.args[0] : call.args;
    if (typeof key === 'string') yield key;
    for (const item of Object.values(value)) yield* secretsIn(item);
  }
}
