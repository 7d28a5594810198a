import { didYouMean } from '../../diagnostics/nearest.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { CompileContext } from '../context.ts';
import { keyRangeOf, type MapEntry, rangeOf } from '../safe-yaml/syntax.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { type Derivable, missingImportHint, readLineage } from './inheritance.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { primitives } from './primitives.ts';
import { type PropertySchema, readSchemas } from './property-schema.ts';

export interface DataType extends Derivable {
  properties: ReadonlyMap<string, PropertySchema>;
  /** Those it declares itself. */
  own: ReadonlyMap<string, PropertySchema>;
}

/** The data types of a blueprint. None of them contains itself, at any depth. */
export type DataTypes = ReadonlyMap<string, DataType>;

/** Levels of data types in data types. */
const deepest = 50;

const fields = {
  properties: { kind: 'map' },
  derived_from: { kind: 'text' },
  description: { kind: 'text' },
  version: { kind: 'any' },
} satisfies Record<string, FieldRule>;

/** Reads the section `data_types`, with inheritance. Types in a circle are reported (100) and left out. */
export function readDataTypes(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): DataTypes {
  const declared = new Map<string, DataType>();
  for (const entry of namedEntries(entries, 'a data type', context)) {
    const type = readDataType(entry, context);
    if (type !== null) declared.set(type.name, type);
  }
  const lineage = readLineage(declared, 'data type', context);
  const merged = new Map<string, DataType>();
  for (const type of lineage.ordered) {
    const parent = merged.get(lineage.parentOf(type)?.name ?? '');
    const properties = mergeSchemas(type.properties, parent?.properties ?? new Map(), (name) => declared.has(name));
    merged.set(type.name, { ...type, properties });
  }
  const sound = withoutCircles(merged, context);
  for (const type of declared.values()) {
    checkSchemaTypes(type.properties.values(), { types: declared, what: `data type "${type.name}"` }, context);
  }
  return sound;
}

function readDataType(entry: MapEntry, context: CompileContext): DataType | null {
  const what = `data type "${entry.key}"`;
  if (primitives.has(entry.key)) {
    const detail = `"${entry.key}" is a type of the language and cannot be defined again.`;
    context.report.error({ code: 104, detail, range: keyRangeOf(entry) });
    return null;
  }
  const read = readFields(entry.value, { what, fields }, context);
  if (read === null) return null;
  const properties = readSchemas(read.properties?.value, { what, use: 'property' }, context);
  return { name: entry.key, parent: read.derived_from ?? null, entry, properties, own: properties };
}

/** A data type that contains itself would have endless defaults; so would very deep ones, nearly. */
function withoutCircles(types: ReadonlyMap<string, DataType>, context: CompileContext): DataTypes {
  const needs = new Map([...types.values()].map((type) => [type.name, memberTypes(type)]));
  const { order, cycles } = orderByNeeds(needs);
  for (const cycle of cycles) {
    const type = types.get(cycle[0] ?? '');
    if (type === undefined) continue;
    const detail = `The data type "${type.name}" contains itself: ${[...cycle, type.name].join(' -> ')}.`;
    context.report.error({ code: 100, detail, range: keyRangeOf(type.entry) });
  }
  const sound = new Map<string, DataType>();
  const levels = new Map<string, number>();
  for (const name of order) {
    const type = types.get(name);
    if (type === undefined) continue;
    const level = 1 + memberTypes(type).reduce((most, member) => Math.max(most, levels.get(member) ?? 0), 0);
    levels.set(name, level);
    if (level <= deepest) sound.set(name, type);
    else if (level === deepest + 1) {
      const detail = `The data type "${name}" contains others more than ${deepest} levels deep.`;
      context.report.error({ code: 9002, detail, range: keyRangeOf(type.entry) });
    }
  }
  return sound;
}

function memberTypes(type: DataType): string[] {
  return [...type.properties.values()].map((property) => property.type).filter((name) => name !== null);
}

/**
 * Reports declarations whose type is neither built in nor a data type (103), or too new (102). `late`: the reference
 * looks at them after all node templates.
 */
export function checkSchemaTypes(
  schemas: Iterable<PropertySchema>,
  at: { types: ReadonlyMap<string, unknown>; what: string; late?: boolean },
  context: CompileContext,
): void {
  const late = at.late === true;
  for (const schema of schemas) {
    const { type, typeEntry } = schema;
    if (type === null || typeEntry === null || at.types.has(type)) continue;
    const since = primitives.get(type)?.since;
    if (since !== undefined && (since <= context.version || !context.validateVersion)) continue;
    const range = rangeOf(typeEntry.value);
    if (since !== undefined) {
      const detail = `The type "${type}" of "${schema.name}" can be used from cloudify_dsl_1_${since} on.`;
      context.report.error({ code: 102, detail, range, late });
      continue;
    }
    context.report.error({
      code: 103,
      late,
      detail: `"${schema.name}" of ${at.what} has the type "${type}", which is neither built in nor a data type.`,
      range,
      hint: () => didYouMean(type, [...primitives.keys(), ...at.types.keys()]) ?? missingImportHint(type),
    });
  }
}
