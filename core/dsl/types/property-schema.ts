import type { CompileContext } from '../context.ts';
import { isNull, type MapEntry, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { asMap, type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';

/** The declaration of one property, input or parameter. */
export interface PropertySchema {
  name: string;
  /** A built-in type or a data type; null: anything goes. */
  type: string | null;
  /** Where the type's name stands. */
  typeEntry: MapEntry | null;
  /** As written; null when there is none. An explicit null is a default like any other. */
  defaultValue: SyntaxNode | null;
  required: boolean;
  /** The whole declaration with its name. */
  entry: MapEntry;
}

/** What a declaration may say: properties of types, inputs of operations and of blueprints, parameters of workflows. */
export type SchemaUse = 'property' | 'input' | 'operation input' | 'parameter';

const propertyFields = {
  type: { kind: 'text' },
  default: { kind: 'value' },
  required: { kind: 'bool', since: 2 },
  description: { kind: 'text' },
} satisfies Record<string, FieldRule>;

const parameterFields: Record<keyof typeof propertyFields, FieldRule> = {
  ...propertyFields,
  ...{
    item_type: { kind: 'text', since: 4 },
    constraints: { kind: 'list' },
  },
};

const inputFields: Record<keyof typeof propertyFields, FieldRule> = {
  ...parameterFields,
  ...{
    display_label: { kind: 'text', since: 3 },
    hidden: { kind: 'bool', since: 3 },
    display: { kind: 'map' },
  },
};

const fieldsOf: Record<SchemaUse, Record<keyof typeof propertyFields, FieldRule>> = {
  property: propertyFields,
  input: inputFields,
  'operation input': parameterFields,
  parameter: parameterFields,
};

/** Reads a map of declarations; what is malformed is reported and left out. */
export function readSchemas(
  node: SyntaxNode | undefined,
  at: { what: string; use: SchemaUse },
  context: CompileContext,
): Map<string, PropertySchema> {
  const schemas = new Map<string, PropertySchema>();
  if (node === undefined || isNull(node)) return schemas;
  const map = asMap(node, `the list of ${at.use} declarations of ${at.what}`, context);
  if (map === null) return schemas;
  for (const entry of namedEntries(map.entries, `${at.use} of ${at.what}`, context)) {
    const schema = readSchema(entry, at, context);
    if (schema !== null) schemas.set(schema.name, schema);
  }
  return schemas;
}

/** Reads one declaration. */
export function readSchema(
  entry: MapEntry,
  at: { what: string; use: SchemaUse },
  context: CompileContext,
): PropertySchema | null {
  const what = `${at.use} "${entry.key}" of ${at.what}`;
  const fields = readFields(entry.value, { what, fields: fieldsOf[at.use] }, context);
  if (fields === null) return null;
  const required = fields.required?.value;
  return {
    name: entry.key,
    type: textOf(fields.type?.value),
    typeEntry: fields.type ?? null,
    defaultValue: fields.default?.value ?? null,
    required: required?.kind === 'scalar' ? required.value !== false : true,
    entry,
  };
}
