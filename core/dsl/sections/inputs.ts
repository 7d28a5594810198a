import type { JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { PlanInput } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { isNull, keyRangeOf, type MapEntry, rangeOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { readFields, type Shape } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { checkSchemaTypes, type DataTypes } from '../types/data-types.ts';
import { type PropertySchema, readSchema } from '../types/property-schema.ts';
import type { ValueResolver } from '../types/values.ts';
import { checkDeclaration, fieldOf } from './declarations.ts';
import { checkInputValue } from './input-constraints.ts';

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
  const errors = context.report.errors;
  checkSchemaTypes([schema], { types: dataTypes, what: 'the blueprint' }, context);
  checkDeclaration(schema, { messages: true }, context);
  checkDisplay(schema, context);
  checkHidden(schema, context);
  const entries = schema.entry.value.kind === 'map' ? [...schema.entry.value.entries.values()] : [];
  const written = entries.filter((entry) => !isNull(entry.value));
  const fields: JsonObject = jsonObject(written.map((entry) => [entry.key, toJson(entry.value)]));
  if (schema.defaultValue !== null && !isNull(schema.defaultValue)) {
    const value = values.completeValue(schema.defaultValue, schema, `the default of the input "${schema.name}"`);
    fields['default'] = toJson(value);
    if (errors === context.report.errors && context.validateInputDefaults) checkDefault(schema, fields, context);
  }
  return fields;
}

/** Nothing is known yet about things of the product that a default may name. */
function checkDefault(schema: PropertySchema, fields: JsonObject, context: CompileContext): void {
  const problem = checkInputValue(schema.name, fields, { value: fields['default'] ?? null, values: null });
  if (problem === null || schema.defaultValue === null) return;
  const detail = `The default of an input does not fit it. ${problem.message}`;
  context.report.error({ code: problem.code, detail, range: rangeOf(schema.defaultValue) });
}

const displayFields: Shape<'rows'>['fields'] = { rows: { kind: 'int' } };

function checkDisplay(schema: PropertySchema, context: CompileContext): void {
  const display = fieldOf(schema, 'display');
  if (display === null) return;
  readFields(display, { what: `"display" of the input "${schema.name}"`, fields: displayFields }, context);
  if (schema.type === 'textarea') return;
  const detail = `The input "${schema.name}" has "display", which only the type textarea can have.`;
  context.report.error({ code: 9054, detail, range: rangeOf(display) });
}

function checkHidden(schema: PropertySchema, context: CompileContext): void {
  const hidden = fieldOf(schema, 'hidden');
  // Where `hidden` is refused altogether, this would be said for nothing.
  const known = !context.validateVersion || context.version >= 3;
  if (!known || hidden?.kind !== 'scalar' || hidden.value !== true || !schema.required) return;
  if (schema.defaultValue !== null) return;
  const detail = `The input "${schema.name}" is hidden and required, and nothing says its value.`;
  context.report.error({ code: 215, detail, range: keyRangeOf(schema.entry), hint: 'Give it a default.' });
}
