import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import type { DslCase, Outcome } from '../case.ts';
import { compileCase, refused } from './compile.ts';

/** Two operations, one over the other: as those of one interface. */
export async function runMergeOperation(recorded: DslCase): Promise<Outcome> {
  const wrap = (operation: unknown) => (operation === null ? {} : { interface: { operation } });
  const outcome = await merge({ ...wrapped(recorded), wrap });
  if (!outcome.ok) return outcome;
  const merged = outcome.value as Json;
  const operations = isJsonObject(merged) ? merged['interface'] : null;
  return { ok: true, value: isJsonObject(operations) ? operations['operation'] : null };
}

/** Interfaces of a template over those of its type, or of a type over those of the one it derives from. */
export function runMergeInterfaces(recorded: DslCase): Promise<Outcome> {
  return merge({ ...wrapped(recorded), wrap: (interfaces) => interfaces });
}

interface Merge {
  id: string;
  /** Whether both sides are types; else a template is over its type. */
  types: boolean;
  upper: unknown;
  lower: unknown;
  wrap(side: unknown): unknown;
}

function wrapped(recorded: DslCase): Omit<Merge, 'wrap'> {
  const types = [
    'NodeTypeNodeTypeOperationMerger',
    'RelationshipTypeRelationshipTypeOperationMerger',
    'merge_node_type_interfaces',
    'merge_relationship_type_interfaces',
  ].includes(String(recorded['function']));
  return { id: recorded.id, types, upper: recorded['overriding'], lower: recorded['overridden'] };
}

/** The interfaces as the plan of a blueprint shows them that says just this. Relationship types show those of types. */
async function merge({ id, types, upper, lower, wrap }: Merge): Promise<Outcome> {
  const over = { derived_from: 'lower', ...(types ? { source_interfaces: wrap(upper) } : {}) };
  const main = {
    tosca_definitions_version: 'cloudify_dsl_1_5',
    plugins: Object.fromEntries(pluginsIn([upper, lower]).map((name) => [name, plugin])),
    node_types: { 'cloudify.nodes.Compute': { interfaces: types ? {} : wrap(lower) } },
    relationships: { lower: { source_interfaces: wrap(lower) }, upper: over },
    node_templates: { node: { type: 'cloudify.nodes.Compute', interfaces: types ? {} : wrap(upper) } },
  };
  const expect = { ok: true, value: null } as const;
  const compiled = await compileCase({ id, kind: 'parse', area: '', expect, main: JSON.stringify(main) });
  if (compiled.plan === null) return refused(compiled.problem);
  const shown: Json = types
    ? (compiled.plan.relationships['upper']?.['source_interfaces'] ?? null)
    : (compiled.plan.nodes[0]?.interfaces ?? null);
  return { ok: true, value: shown };
}

const plugin = { executor: 'central_deployment_agent', install: false };

/** First parts of all texts that may be implementations, so that each is known as a plugin. */
function pluginsIn(value: unknown): string[] {
  const texts = JSON.stringify(value).match(/"[\w-]+\.[\w.-]+"/g) ?? [];
  return [...new Set(texts.map((text) => text.slice(1, text.indexOf('.'))))];
}
