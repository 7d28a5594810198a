import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { requireVersion } from '../language-version.ts';
import { isNull, type MapEntry, type MapNode, rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, inWords, readFields } from '../schema/fields.ts';

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
  const scalable = scalableField(fields.capabilities, what, context);
  if (scalable === null)
    return { properties: complete({ ...defaults, default_instances: deploy ?? 1 }), node: null, deploy };
  requireVersion(scalable, 3, context);
  if (fields.instances !== undefined) {
    const detail = `${what} has both "instances" and "capabilities.scalable".`;
    context.report.error({ code: 209, detail, range: rangeOf(fields.instances.value), hint: 'Leave "instances" out.' });
  }
  const properties = scalable.value.kind === 'map' ? scalable.value.entries.get('properties') : undefined;
  const read = readScalableProperties(properties?.value, what, context);
  return { properties: read, node: properties?.value ?? null, deploy };
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
  const { value, key } = entry;
  const fallback = defaults[key as Name];
  if (isFunctionNode(value)) return toJson(value);
  if (value.kind === 'scalar' && value.type === 'int') return value.value;
  if (key === 'max_instances' && value.kind === 'scalar' && value.value === 'UNBOUNDED') return unbounded;
  const code = value.kind === 'map' ? 210 : value.kind === 'scalar' && value.type === 'string' ? 208 : 1;
  const detail = `"${key}" of ${what} must be a whole number, and this is ${inWords(value)}.`;
  context.report.error({ code, detail, range: rangeOf(value) });
  return fallback;
}

function checkOrder(values: Record<Name, Json>, at: { node: MapNode; what: string }, context: CompileContext): void {
  const { min_instances: min, max_instances: max, default_instances: normal } = values;
  const problem = (name: Name, detail: string) => {
    const range = rangeOf(at.node.entries.get(name)?.value ?? at.node);
    context.report.error({ code: 207, detail: `${at.what}: ${detail}`, range });
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

function scalableField(capabilities: MapEntry | undefined, what: string, context: CompileContext): MapEntry | null {
  if (capabilities === undefined) return null;
  const fields = { scalable: { kind: 'map' } } as const;
  const read = readFields(capabilities.value, { what: `the capabilities of ${what}`, fields }, context);
  const scalable = read?.scalable;
  if (scalable === undefined) return null;
  readFields(
    scalable.value,
    { what: `the scalable capability of ${what}`, fields: { properties: { kind: 'map' } } },
    context,
  );
  return scalable;
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
