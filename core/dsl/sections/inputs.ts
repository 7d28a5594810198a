import type { JsonObject } from '../../blueprint/json.ts';
import type { PlanInput } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { containsFunction } from '../functions/names.ts';
import { isNull, keyRangeOf, type MapEntry, rangeOf, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { namedEntries } from '../schema/named.ts';
import { checkSchemaTypes, type DataTypes } from '../types/data-types.ts';
import { primitives } from '../types/primitives.ts';
import { type PropertySchema, readSchema } from '../types/property-schema.ts';
import type { ValueResolver } from '../types/values.ts';
import { checkConstraints } from './constraints.ts';
import { checkConstraintsAsWritten } from './constraints-as-written.ts';

interface InputParts {
  dataTypes: DataTypes;
  values: ValueResolver;
  context: CompileContext;
}

/** Reads the section `inputs` (dsl.md section 4). Fields that are not written are absent from the plan. */
export function readInputs(entries: ReadonlyMap<string, MapEntry>, parts: InputParts): Record<string, PlanInput> {
  const inputs: [string, PlanInput][] = [];
  const at = { what: 'the blueprint', use: 'input' } as const;
  for (const entry of namedEntries(entries, 'an input', parts.context)) {
    const schema = isNull(entry.value) ? emptySchema(entry) : readSchema(entry, at, parts.context);
    if (schema !== null) inputs.push([entry.key, readInput(schema, parts)]);
  }
  return Object.fromEntries(inputs);
}

/** `name:` with nothing behind it asks for a value of any type. */
function emptySchema(entry: MapEntry): PropertySchema {
  return { name: entry.key, type: null, typeEntry: null, defaultValue: null, required: true, entry };
}

function readInput(schema: PropertySchema, parts: InputParts): PlanInput {
  const { context, dataTypes, values } = parts;
  checkSchemaTypes([schema], { types: dataTypes, what: 'the blueprint' }, context);
  checkFields(schema, parts);
  checkConstraintsAsWritten(schema, context);
  const entries = schema.entry.value.kind === 'map' ? [...schema.entry.value.entries.values()] : [];
  const written = entries.filter((entry) => !isNull(entry.value));
  const fields: JsonObject = Object.fromEntries(written.map((entry) => [entry.key, toJson(entry.value)]));
  if (schema.defaultValue !== null && !isNull(schema.defaultValue)) {
    const errors = context.report.errors;
    const value = values.completeValue(schema.defaultValue, schema, `the default of the input "${schema.name}"`);
    fields['default'] = toJson(value);
    if (containsFunction(value)) refuseConstraints(schema, fields, context);
    else if (errors === context.report.errors) checkDefault(schema, fields, context);
  }
  return fields;
}

/** What a function will give is not known when constraints are checked. */
function refuseConstraints(schema: PropertySchema, fields: JsonObject, context: CompileContext): void {
  if (!Array.isArray(fields['constraints']) || schema.defaultValue === null) return;
  const detail = `The default of the input "${schema.name}" is a function, and the input has constraints.`;
  context.report.error({ code: 213, detail, range: rangeOf(schema.defaultValue) });
}

function checkDefault(schema: PropertySchema, fields: JsonObject, context: CompileContext): void {
  const failed = checkConstraints(fields['default'] ?? null, fields['constraints'] ?? null);
  if (failed === null || schema.defaultValue === null) return;
  const detail = `The default of the input "${schema.name}" ${failed}`;
  context.report.error({ code: 9035, detail, range: rangeOf(schema.defaultValue) });
}

function checkFields(schema: PropertySchema, parts: InputParts): void {
  const { report } = parts.context;
  if (schema.entry.value.kind !== 'map') return;
  const field = (name: string) => {
    const value = schema.entry.value.kind === 'map' ? schema.entry.value.entries.get(name)?.value : undefined;
    return value === undefined || isNull(value) ? null : value;
  };
  const name = `The input "${schema.name}"`;
  const itemType = field('item_type');
  if (itemType !== null && schema.type !== 'list') {
    report.error({
      code: 218,
      detail: `${name} has an item_type, and its type is not list.`,
      range: rangeOf(itemType),
    });
  } else if (itemType !== null && !primitives.has(textOf(itemType) ?? '')) {
    report.error({ code: 217, detail: `${name} has an item_type that is not built in.`, range: rangeOf(itemType) });
  }
  const display = field('display');
  if (display !== null && schema.type !== 'textarea') {
    report.error({
      code: 216,
      detail: `${name} has "display", which only the type textarea can have.`,
      range: rangeOf(display),
    });
  }
  const hidden = field('hidden');
  // Where `hidden` is refused altogether, this would be said for nothing.
  const known = parts.context.version >= 3;
  if (known && hidden?.kind === 'scalar' && hidden.value === true && schema.required && schema.defaultValue === null) {
    const detail = `${name} is hidden and required, and nothing says its value.`;
    report.error({ code: 215, detail, range: keyRangeOf(schema.entry), hint: 'Give it a default.' });
  }
}
