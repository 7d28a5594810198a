import type { BuildContext, CompileContext } from '../context.ts';
import { inheritInterfaces } from '../interfaces/merge.ts';
import { type Interfaces, readTypeInterfaces, type TypeOperation } from '../interfaces/operation.ts';
import type { MapEntry, SyntaxNode } from '../safe-yaml/syntax.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { checkSchemaTypes, type DataTypes } from './data-types.ts';
import { type Derivable, readLineage } from './inheritance.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { type PropertySchema, readSchemas } from './property-schema.ts';
import type { ValueResolver } from './values.ts';

/** Fields of a type that hold interfaces. */
export type InterfaceField = 'interfaces' | 'source_interfaces' | 'target_interfaces';

/** A node type or relationship type with everything it inherits. */
export interface ComponentType extends Derivable {
  properties: ReadonlyMap<string, PropertySchema>;
  /** What operations are expected to leave behind; not inherited here, as nothing but their shape matters. */
  runtimeProperties: ReadonlyMap<string, PropertySchema>;
  interfaces: Partial<Record<InterfaceField, Interfaces<TypeOperation>>>;
  /** Root first, own name last. */
  hierarchy: string[];
  /** An ancestor is unknown (which is reported), so what it would have defined is unknown too. */
  incomplete: boolean;
}

/** The two kinds of types, which differ in where their interfaces stand. */
export interface ComponentKind {
  what: string;
  interfaceFields: readonly InterfaceField[];
}

export const nodeTypeKind: ComponentKind = { what: 'node type', interfaceFields: ['interfaces'] };
export const relationshipTypeKind: ComponentKind = {
  what: 'relationship type',
  interfaceFields: ['source_interfaces', 'target_interfaces'],
};

const commonFields = {
  derived_from: { kind: 'text' },
  properties: { kind: 'map' },
} satisfies Record<string, FieldRule>;

/**
 * Reads a section of types, with inheritance. Types in a circle are reported and left out. A type is the same object as
 * in the compilation before when neither it nor what it derives from changed.
 */
export function readComponentTypes(
  entries: ReadonlyMap<string, MapEntry>,
  kind: ComponentKind,
  with_: { dataTypes: DataTypes; values: ValueResolver; context: BuildContext },
): ReadonlyMap<string, ComponentType> {
  const { memo } = with_.context;
  const { dataTypes, values } = with_;
  return memo.keep(kind.what, [dataTypes, values, ...entries.values()], () => readAll(entries, kind, with_));
}

function readAll(
  entries: ReadonlyMap<string, MapEntry>,
  kind: ComponentKind,
  with_: { dataTypes: DataTypes; values: ValueResolver; context: BuildContext },
): Map<string, ComponentType> {
  const { context, dataTypes, values } = with_;
  const declared = new Map<string, ComponentType>();
  for (const entry of namedEntries(entries, `a ${kind.what}`, context)) {
    const make = () => readDeclared(entry, kind, with_);
    declared.set(entry.key, context.memo.keepFor(entry, kind.what, { inputs: [dataTypes, values], make }));
  }
  const lineage = readLineage(declared, kind.what, context);
  const types = new Map<string, ComponentType>();
  for (const type of lineage.ordered) {
    const parent = types.get(lineage.parentOf(type)?.name ?? '') ?? null;
    const hierarchy = lineage.hierarchyOf(type);
    const make = () => inherit(type, parent, { hierarchy, dataTypes });
    types.set(type.name, context.memo.keepFor(type, 'inherited', { inputs: [parent, ...hierarchy], make }));
  }
  return types;
}

function readDeclared(
  entry: MapEntry,
  kind: ComponentKind,
  { dataTypes, values, context }: { dataTypes: DataTypes; values: ValueResolver; context: BuildContext },
): ComponentType {
  const type = readType(entry, kind, context) ?? malformed(entry);
  const what = `${kind.what} "${type.name}"`;
  for (const schemas of schemasOf(type)) {
    checkSchemaTypes(schemas.values(), { types: dataTypes, what }, context);
    values.checkDefaults(schemas.values(), what);
  }
  return type;
}

/** Everything that a type declares: its properties, and the inputs of its operations. */
function* schemasOf(type: ComponentType): Iterable<ReadonlyMap<string, PropertySchema>> {
  yield type.properties;
  yield type.runtimeProperties;
  for (const interfaces of Object.values(type.interfaces)) {
    for (const operations of interfaces.values()) for (const { inputs } of operations.values()) yield inputs;
  }
}

function readType(entry: MapEntry, kind: ComponentKind, context: CompileContext): ComponentType | null {
  const what = `${kind.what} "${entry.key}"`;
  const own: Record<string, FieldRule> = { ...commonFields };
  for (const field of kind.interfaceFields) own[field] = { kind: 'map' };
  if (kind === nodeTypeKind) own['runtime_properties'] = { kind: 'map' };
  const read = readFields(entry.value, { what, fields: own }, context);
  if (read === null) return null;
  const value = (field: string): SyntaxNode | undefined => read[field]?.value;
  const interfaces: ComponentType['interfaces'] = {};
  for (const field of kind.interfaceFields) interfaces[field] = readTypeInterfaces(value(field), what, context);
  return {
    name: entry.key,
    parent: read['derived_from'] ?? null,
    entry,
    properties: readSchemas(value('properties'), { what, use: 'property' }, context),
    runtimeProperties: readSchemas(value('runtime_properties'), { what, use: 'property' }, context),
    interfaces,
    hierarchy: [entry.key],
    incomplete: false,
  };
}

/** A type that could not be read is still known by name, so that its uses are not reported too. */
function malformed(entry: MapEntry): ComponentType {
  return {
    name: entry.key,
    parent: null,
    entry,
    properties: new Map(),
    runtimeProperties: new Map(),
    interfaces: {},
    hierarchy: [entry.key],
    incomplete: true,
  };
}

function inherit(
  type: ComponentType,
  parent: ComponentType | null,
  with_: { hierarchy: string[]; dataTypes: DataTypes },
): ComponentType {
  const { hierarchy, dataTypes } = with_;
  const incomplete = type.incomplete || (parent === null ? type.parent !== null : parent.incomplete);
  if (parent === null) return { ...type, hierarchy, incomplete };
  const interfaces: ComponentType['interfaces'] = {};
  for (const field of Object.keys(type.interfaces) as InterfaceField[]) {
    interfaces[field] = inheritInterfaces(type.interfaces[field] ?? new Map(), parent.interfaces[field] ?? new Map());
  }
  const properties = mergeSchemas(type.properties, parent.properties, (name) => dataTypes.has(name));
  return { ...type, properties, interfaces, hierarchy, incomplete };
}
