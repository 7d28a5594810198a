import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { PlanInput } from '../../core/plan/plan.ts';
import { readYaml } from './read-yaml.ts';

/** How an input is asked for. `any`: one line of YAML, for what has neither type nor default to go by. */
export type FieldKind = 'text' | 'lines' | 'integer' | 'float' | 'boolean' | 'choice' | 'choices' | 'yaml' | 'any';

/** An input or parameter, and what it may be chosen from when it names parts of a deployment. */
export interface FieldSpec {
  input: PlanInput;
  choices?: readonly string[] | undefined;
  /** More than one can be chosen, although neither type nor default say so. */
  several?: boolean | undefined;
}

/** Lists and maps that are longer get several lines. */
const longestLine = 60;

export type ParsedField = { ok: true; value: Json | undefined } | { ok: false; problem: string };

/** Inputs or parameters as fields, in their order, without those that the blueprint hides. */
export function specsOf(
  inputs: Readonly<Record<string, PlanInput>>,
  choices: Readonly<Record<string, readonly string[]>> = {},
): [string, FieldSpec][] {
  return Object.entries(inputs)
    .filter(([, input]) => input.hidden !== true)
    .map(([name, input]) => [name, { input, choices: choices[name], several: isPlural(name, input) }]);
}

/** Whether it has to be filled in. */
export function isRequired(input: PlanInput): boolean {
  return input.required !== false && input.default === undefined;
}

/** By what it can be chosen from, else by the declared type; without one, by what the default is. */
export function kindOf({ input, choices, several }: FieldSpec): FieldKind {
  if (choices !== undefined) return several || isListed(input) ? 'choices' : 'choice';
  if (validValues(input) !== null) return 'choice';
  switch (input.type) {
    case 'integer':
    case 'float':
    case 'boolean':
      return input.type;
    case 'list':
    case 'dict':
      return 'yaml';
    case 'textarea':
      return 'lines';
    case undefined:
      return kindOfValue(input.default);
    default:
      return kindOfValue(input.default) === 'yaml' ? 'yaml' : 'text';
  }
}

/** `include_instances: {default: null}`, as the types files declare it, is a list of them. */
function isPlural(name: string, input: PlanInput): boolean {
  return input.type === undefined && input.default === null && name.endsWith('s');
}

function isListed(input: PlanInput): boolean {
  return input.type === 'list' || Array.isArray(input.default);
}

function kindOfValue(value: Json | undefined): FieldKind {
  if (value === null) return 'any';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  if (typeof value === 'object' && reference(value) === null) return 'yaml';
  return typeof value === 'string' && value.includes('\n') ? 'lines' : 'text';
}

/** The values that an input is limited to, when it is. */
export function validValues(input: PlanInput): Json[] | null {
  for (const constraint of input.constraints ?? []) {
    const values = isObject(constraint) ? constraint['valid_values'] : undefined;
    if (Array.isArray(values)) return values;
  }
  return null;
}

/** A default that is looked up when the deployment is made: "secret: lab_ssh_key". Null for a plain value. */
export function reference(value: Json | undefined): string | null {
  if (!isObject(value)) return null;
  const [[name, argument] = [], ...more] = Object.entries(value);
  if (name === undefined || more.length > 0 || !/^(get_[a-z_]+|concat|merge|string_\w+)$/.test(name)) return null;
  const subject = typeof argument === 'string' ? argument : JSON.stringify(argument);
  return `${name.replace(/^get_/, '').replaceAll('_', ' ')}: ${subject}`;
}

/** A value as it stands in its field. */
export function defaultText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const line = reference(value) ?? JSON.stringify(value);
  return line.length <= longestLine ? line : JSON.stringify(value, null, 2);
}

/** What was typed, as the value that is sent; `undefined`: nothing is sent and the default holds. */
export async function parseField(field: FieldSpec, typed: string): Promise<ParsedField> {
  const { input } = field;
  const kind = kindOf(field);
  const isBlank = kind === 'lines' ? typed === '' : typed.trim() === '';
  if (isBlank) return parseBlank(input, kind);
  if (typed === defaultText(input.default)) return { ok: true, value: undefined };
  switch (kind) {
    case 'integer':
    case 'float':
      return parseNumber(typed.trim(), kind);
    case 'boolean':
      return { ok: true, value: typed === 'true' };
    case 'choice':
      return { ok: true, value: validValues(input)?.find((value) => choiceText(value) === typed) ?? typed };
    case 'choices':
      return parseChosen(field, typed);
    case 'any':
      return await readYaml(typed);
    case 'yaml':
      return await parseYaml(typed, input.type);
    default:
      return { ok: true, value: typed };
  }
}

/** A value of a list as it reads in a choice. */
export function choiceText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is chosen of a list of choices; it stands in its field as JSON. */
export function chosenOf(typed: string): string[] {
  const value: unknown = typed === '' ? [] : JSON.parse(typed);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function parseChosen({ input }: FieldSpec, typed: string): ParsedField {
  const value = chosenOf(typed);
  if (value.length === 0 && isRequired(input)) return { ok: false, problem: 'Choose at least one.' };
  return { ok: true, value };
}

function parseBlank(input: PlanInput, kind: FieldKind): ParsedField {
  if (isRequired(input)) return { ok: false, problem: 'This is required.' };
  // An emptied field with a default that is not empty means an empty text, not the default.
  const isEmptied = kind !== 'choice' && typeof input.default === 'string' && input.default !== '';
  return { ok: true, value: isEmptied ? '' : undefined };
}

function parseNumber(typed: string, kind: 'integer' | 'float'): ParsedField {
  const value = Number(typed);
  if (kind === 'integer' && !/^[-+]?\d+$/.test(typed)) return { ok: false, problem: 'This must be a whole number.' };
  if (!Number.isFinite(value)) return { ok: false, problem: 'This must be a number.' };
  return { ok: true, value };
}

async function parseYaml(typed: string, type: string | undefined): Promise<ParsedField> {
  const read = await readYaml(typed);
  if (!read.ok) return read;
  const { value } = read;
  if (type === 'list' && !Array.isArray(value))
    return { ok: false, problem: 'This must be a list: [a, b], or lines that begin with "- ".' };
  if (type === 'dict' && !isObject(value))
    return { ok: false, problem: 'This must be a map: {key: value}, or lines of "key: value".' };
  return { ok: true, value };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
