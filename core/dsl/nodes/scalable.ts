import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { requireVersion } from '../language-version.ts';
import { isNull, type MapEntry, type MapNode, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { capital, type FieldRule, inWords, readFields } from '../schema/fields.ts';

/** How many instances something has. A value may still be a function. `max_instances` -1: without limit. */
export interface Scalable {
  properties: JsonObject;
  /** The map as written, for the check of its functions. */
  node: SyntaxNode | null;
  /** The older way of saying it, as the plan shows it. */
  deploy: number | null;
}

const names = ['min_instances', 'max_instances', 'default_instances'] as const;
type Name = (typeof names)[number];

const defaults: Record<Name, number> = { min_instances: 0, max_instances: -1, default_instances: 1 };
const unbounded = -1;

const propertyFields: Record<Name, FieldRule> = {
  min_instances: { kind: 'any' },
  max_instances: { kind: 'any' },
  default_instances: { kind: 'any' },
};

/** Reads a node template's `capabilities` and the older `instances` (dsl.md section 7). */
export function readScalable(
  fields: { capabilities?: MapEntry | undefined; instances?: MapEntry | undefined },
  what: string,
  context: CompileContext,
): Scalable {
  const deploy = readDeploy(fields.instances, what, context);
  const { capabilities } = fields;
  if (capabilities === undefined) {
    return { properties: complete({ ...defaults, default_instances: deploy ?? 1 }), node: null, deploy };
  }
  requireVersion(capabilities, 3, context);
  if (deploy !== null && fields.instances !== undefined) {
    const detail = `${capital(what)} has both "instances" and "capabilities".`;
    context.report.error({ code: 209, detail, range: rangeOf(fields.instances.value), hint: 'Leave "instances" out.' });
  }
  const numbers = numbersOf(capabilities, what, context);
  return { properties: readScalableProperties(numbers, what, context), node: numbers ?? null, deploy };
}

/** Reads the numbers of a scalable capability or scaling policy, and checks them as far as they are known. */
export function readScalableProperties(
  node: SyntaxNode | undefined,
  what: string,
  context: CompileContext,
): JsonObject {
  const shape = { what: `the numbers of instances of ${what}`, fields: propertyFields };
  const read = node === undefined || isNull(node) ? null : readFields(node, shape, context);
  const values: Record<Name, Json> = { ...defaults };
  for (const name of names) {
    const entry = read?.[name];
    if (entry !== undefined && !isNull(entry.value)) values[name] = readNumber(entry, what, context);
  }
  if (read !== null && node?.kind === 'map') checkOrder(values, { node, what }, context);
  return complete(values);
}

function complete(values: Record<Name, Json>): JsonObject {
  const current = values.default_instances;
  return { ...values, current_instances: current, planned_instances: current };
}

function readNumber(entry: MapEntry, what: string, context: CompileContext): Json {
  const { value } = entry;
  const name = entry.key as Name;
  if (isFunctionNode(value)) return toJson(value);
  // True and false are numbers to the reference.
  if (value.kind === 'scalar' && (value.type === 'int' || value.type === 'bool')) return Number(value.value);
  if (name === 'max_instances' && textOf(value) === 'UNBOUNDED') return unbounded;
  const kind = name === 'max_instances' ? 'a whole number or UNBOUNDED' : 'a whole number';
  const detail = `"${name}" of ${what} must be ${kind}, and this is ${inWords(value)}.`;
  context.report.error({ code: codeOf(name, value), detail, range: rangeOf(value) });
  return defaults[name];
}

function codeOf(name: Name, value: SyntaxNode): 1 | 208 | 210 {
  if (value.kind === 'map') return 210;
  return name === 'max_instances' && textOf(value) !== null ? 208 : 1;
}

function checkOrder(values: Record<Name, Json>, at: { node: MapNode; what: string }, context: CompileContext): void {
  const { min_instances: min, max_instances: max, default_instances: normal } = values;
  const problem = (name: Name, detail: string) => {
    const range = rangeOf(at.node.entries.get(name)?.value ?? at.node);
    context.report.error({ code: 207, detail: `${capital(at.what)}: ${detail}`, range });
  };
  if (isNumber(min) && min < 0) problem('min_instances', `min_instances is ${min} and must not be negative.`);
  if (isNumber(normal) && normal < 0)
    problem('default_instances', `default_instances is ${normal} and must not be negative.`);
  if (isNumber(max) && max !== unbounded && max < 1)
    problem('max_instances', `max_instances is ${max} and must be 1 or more, or UNBOUNDED.`);
  if (isNumber(normal) && isNumber(min) && normal >= 0 && normal < min)
    problem('default_instances', `default_instances ${normal} is less than min_instances ${min}.`);
  if (!isNumber(max) || max === unbounded) return;
  if (isNumber(normal) && normal > max)
    problem('default_instances', `default_instances ${normal} is more than max_instances ${max}.`);
  if (isNumber(min) && min > max) problem('min_instances', `min_instances ${min} is more than max_instances ${max}.`);
}

function isNumber(value: Json): value is number {
  return typeof value === 'number';
}

/** Where the numbers are written: `capabilities.scalable.properties`. */
function numbersOf(capabilities: MapEntry, what: string, context: CompileContext): SyntaxNode | undefined {
  const outer = { what: `the capabilities of ${what}`, fields: { scalable: { kind: 'map' } } } as const;
  const scalable = readFields(capabilities.value, outer, context)?.scalable;
  if (scalable === undefined) return undefined;
  const inner = { what: `the scalable capability of ${what}`, fields: { properties: { kind: 'map' } } } as const;
  return readFields(scalable.value, inner, context)?.properties?.value;
}

function readDeploy(instances: MapEntry | undefined, what: string, context: CompileContext): number | null {
  if (instances === undefined) return null;
  const fields = { deploy: { kind: 'int', required: true } } as const;
  const value = readFields(instances.value, { what: `the instances of ${what}`, fields }, context)?.deploy?.value;
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return null;
  if (value.value >= 0) return value.value;
  context.report.error({ code: 1, detail: `"deploy" of ${what} must not be negative.`, range: rangeOf(value) });
  return null;
}
