import type { Json, JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { PlanPlugin, PlanWorkflow } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import type { ImplementationResolver } from '../interfaces/implementation.ts';
import { type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { capital, type FieldRule, type Fields, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { checkSchemaTypes, type DataTypes } from '../types/data-types.ts';
import { type PropertySchema, readSchemas } from '../types/property-schema.ts';
import type { ValueResolver } from '../types/values.ts';
import { checkDeclarations } from './declarations.ts';

export interface WorkflowParts {
  implementations: ImplementationResolver;
  dataTypes: DataTypes;
  values: ValueResolver;
  context: CompileContext;
}

export interface ReadWorkflows {
  workflows: Record<string, PlanWorkflow>;
  /** Plugins they run in, each once, in the order of first use. */
  plugins: PlanPlugin[];
}

const fields = {
  mapping: { kind: 'text', required: true },
  parameters: { kind: 'map' },
  is_cascading: { kind: 'bool' },
  availability_rules: { kind: 'map', since: 4 },
} satisfies Record<string, FieldRule>;

/** Reads the section `workflows` (dsl.md section 10). */
export function readWorkflows(entries: ReadonlyMap<string, MapEntry>, parts: WorkflowParts): ReadWorkflows {
  const workflows: [string, PlanWorkflow][] = [];
  const plugins = new Map<string, PlanPlugin>();
  for (const entry of namedEntries(entries, 'a workflow', parts.context)) {
    const read = readWorkflow(entry, parts);
    if (read === null) continue;
    workflows.push([entry.key, read.workflow]);
    plugins.set(read.plugin.name, plugins.get(read.plugin.name) ?? read.plugin);
  }
  return { workflows: Object.fromEntries(workflows), plugins: [...plugins.values()] };
}

function readWorkflow(entry: MapEntry, parts: WorkflowParts): { workflow: PlanWorkflow; plugin: PlanPlugin } | null {
  const { context } = parts;
  const what = `workflow "${entry.key}"`;
  const text = textOf(entry.value);
  const read: Fields<keyof typeof fields> | null =
    text === null ? readFields(entry.value, { what, fields }, context) : {};
  if (read === null) return null;
  const mapping = text === null ? read.mapping?.value : entry.value;
  const mappingText = textOf(mapping);
  if (mapping === undefined || mappingText === null) return null;
  const found = parts.implementations.resolve(mappingText, { node: mapping, what, owner: 'workflow' });
  if (found === null) return null;
  const parameters = readParameters(read.parameters?.value, what, parts);
  for (const [name, value] of Object.entries(found.extraInputs)) {
    if (Object.hasOwn(parameters, name)) reportClash(name, { mapping, what }, context);
    parameters[name] = { default: value, description: 'Workflow script executed by the script plugin' };
  }
  const cascading = read.is_cascading?.value;
  const workflow: PlanWorkflow = {
    plugin: found.plugin.name,
    operation: found.operation,
    parameters,
    is_cascading: cascading?.kind === 'scalar' && cascading.value === true,
    availability_rules: availabilityRules(read.availability_rules, what, context),
  };
  return { workflow, plugin: found.plugin };
}

function readParameters(node: SyntaxNode | undefined, what: string, parts: WorkflowParts): Record<string, JsonObject> {
  const schemas = readSchemas(node, { what, use: 'parameter' }, parts.context);
  checkDeclarations(schemas, { messages: false }, parts.context);
  checkSchemaTypes(schemas.values(), { types: parts.dataTypes, what, late: true }, parts.context);
  parts.values.checkDefaults(schemas.values(), what);
  return Object.fromEntries([...schemas].map(([name, schema]) => [name, schemaJson(schema)]));
}

/** A declaration as the plan shows it: the fields that are written. */
export function schemaJson(schema: PropertySchema): JsonObject {
  const { value } = schema.entry;
  if (value.kind !== 'map') return {};
  return jsonObject([...value.entries.values()].map((entry): [string, Json] => [entry.key, toJson(entry.value)]));
}

function reportClash(name: string, at: { mapping: SyntaxNode; what: string }, context: CompileContext): void {
  const detail = `${capital(at.what)} runs a script and declares the parameter "${name}", which says where the script is.`;
  context.report.error({ code: 60, detail, range: rangeOf(at.mapping), hint: `Rename "${name}".` });
}

const rules = {
  available: { kind: 'bool' },
  node_instances_active: { kind: 'list' },
  node_types_required: { kind: 'list' },
} satisfies Record<string, FieldRule>;

const activity = ['all', 'partial', 'none'];

function availabilityRules(entry: MapEntry | undefined, what: string, context: CompileContext): Json {
  if (entry === undefined) return null;
  const read = readFields(entry.value, { what: `the availability rules of ${what}`, fields: rules }, context);
  const active = read?.node_instances_active?.value;
  for (const item of active?.kind === 'list' ? active.items : []) {
    if (activity.includes(textOf(item) ?? '')) continue;
    const detail = `"node_instances_active" of ${what} lists something other than ${activity.join(', ')}.`;
    context.report.error({ code: 103, detail, range: rangeOf(item) });
  }
  return toJson(entry.value);
}
