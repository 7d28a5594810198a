import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import type { DesignProperty } from '../../../../core/design/design.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';
import { describeConstraint } from '../../../inputs/input-constraints.ts';
import {
  choiceText,
  type FieldKind,
  type FieldSpec,
  kindOf,
  type ParsedField,
  parseField,
} from '../../../inputs/input-field.ts';
import { readYaml } from '../../../inputs/read-yaml.ts';
import { yamlText } from './yaml-text.ts';

/** What a value is schemed by; the schema of something that no type knows is `anySchema`. */
export type ValueSchema = Pick<DesignProperty, 'type' | 'default' | 'constraints'>;

/** Takes any value. */
export const anySchema: DesignProperty = { type: null, description: null, required: false };

/** Built-in types whose values are texts. */
const textTypes =
  /^(string|regex|textarea|\w+_id|capability_value|scaling_group|node_type|node_instance|secret_key|operation_name)$/;

/** What a literal is written in. */
export function kindOfLiteral(schema: ValueSchema, written: Json | undefined): FieldKind {
  const kind = kindOf(specOf(schema));
  return kind === 'text' && typeof written === 'string' && written.includes('\n') ? 'lines' : kind;
}

/** Whether a value can stand in the field of a literal; any other is shown as YAML. */
export function isLiteral(schema: ValueSchema, value: Json): boolean {
  if (functionOf(value) !== null) return false;
  const kind = kindOfLiteral(schema, value);
  if (kind === 'any') return true;
  if (kind === 'yaml') return schema.type === 'list' ? Array.isArray(value) : isJsonObject(value);
  return typeof value !== 'object';
}

/** A literal as it stands in its field. */
export function literalText(schema: ValueSchema, value: Json | undefined): string {
  if (value === undefined) return '';
  const kind = kindOfLiteral(schema, value);
  if (kind === 'any' || kind === 'yaml' || typeof value === 'object') return yamlText(value);
  return choiceText(value);
}

/** What was typed into the field of a literal; `undefined`: nothing, so the key is taken away. */
export async function readLiteral(schema: ValueSchema, typed: string): Promise<ParsedField> {
  const read = await parseField(specOf(schema), typed);
  if (!read.ok || read.value === undefined) return read;
  const problem = await brokenRule(schema, read.value);
  return problem === null ? read : { ok: false, problem };
}

/** YAML that was typed, as a value; blank: nothing. */
export async function readRaw(typed: string): Promise<ParsedField> {
  return typed.trim() === '' ? { ok: true, value: undefined } : await readYaml(typed);
}

/** The schema as a field of the forms for inputs: one that may stay empty, and whose default is never taken for typed. */
function specOf({ type, default: inherited, constraints }: ValueSchema): FieldSpec {
  const known = type ?? typeOfValue(inherited);
  const shared = { required: false, ...(constraints === undefined ? {} : { constraints: [...constraints] }) };
  if (known === null || !isBuiltIn(known)) return { input: { ...shared, default: null } };
  return { input: { ...shared, type: known } };
}

function isBuiltIn(type: string): boolean {
  return /^(integer|float|boolean|list|dict)$/.test(type) || textTypes.test(type);
}

function typeOfValue(value: Json | undefined): string | null {
  if (value === undefined || value === null || functionOf(value) !== null) return null;
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'dict';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return typeof value === 'boolean' ? 'boolean' : null;
}

/** Constraints and patterns are judged by the compiler's own rules, which are loaded when there is something to judge. */
async function brokenRule({ type, constraints = [] }: ValueSchema, value: Json): Promise<string | null> {
  if (type === 'regex') {
    const { isPythonPattern } = await import('../../../../core/dsl/patterns/python-pattern.ts');
    if (!isPythonPattern(String(value))) return 'This is not a valid regular expression.';
  }
  if (constraints.length === 0) return null;
  const { constraintsOf, judge } = await import('../../../../core/dsl/sections/constraints.ts');
  for (const { name, argument, message } of constraintsOf({ constraints: [...constraints] })) {
    const verdict = judge(name, argument, value);
    if (verdict === false) return message ?? describeConstraint({ [name]: argument });
  }
  return null;
}
