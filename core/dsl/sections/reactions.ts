import type { JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { type MapEntry, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { checkSchemaTypes, type DataTypes } from '../types/data-types.ts';
import { type PropertySchema, readSchemas } from '../types/property-schema.ts';
import { schemaJson } from './workflows.ts';

/** The two kinds of things that groups react with; they differ in what their declarations are called. */
export interface ReactionKind {
  what: 'policy type' | 'policy trigger';
  schemas: 'properties' | 'parameters';
}

export const policyTypeKind: ReactionKind = { what: 'policy type', schemas: 'properties' };
export const policyTriggerKind: ReactionKind = { what: 'policy trigger', schemas: 'parameters' };

export interface Reactions {
  /** Declarations by the name of the policy type or trigger. */
  schemas: ReadonlyMap<string, ReadonlyMap<string, PropertySchema>>;
  inPlan: JsonObject;
}

/** Reads the sections `policy_types` and `policy_triggers` (dsl.md section 8). */
export function readReactions(
  entries: ReadonlyMap<string, MapEntry>,
  kind: ReactionKind,
  with_: { dataTypes: DataTypes; context: CompileContext },
): Reactions {
  const { dataTypes, context } = with_;
  const fields: Record<string, FieldRule> = { source: { kind: 'text', required: true } };
  fields[kind.schemas] = { kind: 'map' };
  const schemas = new Map<string, ReadonlyMap<string, PropertySchema>>();
  const inPlan: [string, JsonObject][] = [];
  for (const entry of namedEntries(entries, `a ${kind.what}`, context)) {
    const what = `${kind.what} "${entry.key}"`;
    const read = readFields(entry.value, { what, fields }, context);
    const declared = readSchemas(read?.[kind.schemas]?.value, { what, use: 'property' }, context);
    checkSchemaTypes(declared.values(), { types: dataTypes, what }, context);
    schemas.set(entry.key, declared);
    const shown: JsonObject = {};
    const source = read?.['source'];
    if (source !== undefined && textOf(source.value) !== null) shown['source'] = toJson(source.value);
    if (read?.[kind.schemas] !== undefined) {
      shown[kind.schemas] = Object.fromEntries([...declared].map(([name, schema]) => [name, schemaJson(schema)]));
    }
    inPlan.push([entry.key, shown]);
  }
  return { schemas, inPlan: Object.fromEntries(inPlan) };
}
