import type { JsonObject } from '../blueprint/json.ts';
import type { BlueprintPlan, PlanNode, PlanPlugin } from '../plan/plan.ts';
import { checkCalls, requirementsOf } from './check-calls.ts';
import type { BuildContext, CompileContext } from './context.ts';
import type { MergedSections } from './imports/merge-sections.ts';
import type { SectionName } from './imports/sections.ts';
import { ImplementationResolver } from './interfaces/implementation.ts';
import { formatVersion } from './language-version.ts';
import { OperationBuilder } from './nodes/operations.ts';
import { buildPlanNodes } from './nodes/plan-nodes.ts';
import { readTemplates } from './nodes/read-templates.ts';
import { type SyntaxNode, textOf } from './safe-yaml/syntax.ts';
import { toJson } from './safe-yaml/to-json.ts';
import { namedEntries } from './schema/named.ts';
import { readInputs } from './sections/inputs.ts';
import { readLabels, readResourceTags } from './sections/labels.ts';
import { readOutputs } from './sections/outputs.ts';
import { readPlugins } from './sections/plugins.ts';
import { readReactingGroups } from './sections/reacting-groups.ts';
import { readSettings } from './sections/settings.ts';
import { planDataTypes, planRelationshipTypes } from './sections/types-in-plan.ts';
import { readWorkflows } from './sections/workflows.ts';
import { checkRelationshipTypes } from './types/check-relationship-types.ts';
import {
  type ComponentKind,
  type ComponentType,
  nodeTypeKind,
  readComponentTypes,
  relationshipTypeKind,
} from './types/component-types.ts';
import { type DataTypes, readDataTypes } from './types/data-types.ts';
import { ValueResolver } from './types/values.ts';

/** Checks a loaded blueprint and builds its plan; the plan means something only when no error was reported. */
export function buildBlueprint(sections: MergedSections, types: BlueprintTypes, context: BuildContext): BlueprintPlan {
  const { memo } = context;
  const written = (name: SectionName) => [...sections.entries(name).values()];
  const { dataTypes, values, relationshipTypes } = types;
  const plugins = memo.keep('plugins', written('plugins'), () => readPlugins(sections.entries('plugins'), context));
  const implementations = memo.keep('implementations', [plugins], () => new ImplementationResolver(plugins, context));
  const inputs = memo.keep('inputs', [dataTypes, values, ...written('inputs')], () =>
    readInputs(sections.entries('inputs'), { ...types, context }),
  );
  const templates = readTemplates(sections.entries('node_templates'), types, context);
  const operations = memo.keep('operations', [implementations], () => new OperationBuilder(implementations, context));
  const nodes = buildPlanNodes(templates, operations, context);
  const workflows = memo.keep('workflows', [implementations, dataTypes, values, ...written('workflows')], () =>
    readWorkflows(sections.entries('workflows'), { implementations, ...types, context }),
  );
  const outputs = readOutputs(sections.entries('outputs'), 'output', context);
  const capabilities = readOutputs(sections.entries('capabilities'), 'capability', context);
  memo.keep('operations of relationship types', [relationshipTypes, implementations], () =>
    checkRelationshipTypes(relationshipTypes, implementations),
  );
  const scanned = [
    ...outputs.values,
    ...freeValues(sections, 'policies'),
    ...capabilities.values,
    ...freeValues(sections, 'labels'),
    ...freeValues(sections, 'deployment_settings'),
  ];
  checkCalls({ templates, nodes, values: scanned }, inputs, context);
  const plan = {
    ...readRest(sections, context),
    ...readReactingGroups(sections, { ...types, nodes, context }),
    inputs,
    nodes,
    relationships: memo.keep('relationship types in the plan', [relationshipTypes, values], () =>
      planRelationshipTypes(relationshipTypes, values),
    ),
    workflows: workflows.workflows,
    outputs: outputs.outputs,
    capabilities: capabilities.outputs,
    data_types: memo.keep('data types in the plan', [dataTypes, values], () => planDataTypes(dataTypes, values)),
    ...pluginsToInstall(nodes, workflows.plugins),
  };
  return { ...plan, requirements: requirementsOf(plan) };
}

/** The types of a blueprint, those with faults included. */
export interface BlueprintTypes {
  dataTypes: DataTypes;
  values: ValueResolver;
  nodeTypes: ReadonlyMap<string, ComponentType>;
  relationshipTypes: ReadonlyMap<string, ComponentType>;
}

/** Reads the sections of types of a loaded blueprint. */
export function readTypes(sections: MergedSections, context: BuildContext): BlueprintTypes {
  const { memo } = context;
  const entries = sections.entries('data_types');
  const dataTypes = memo.keep('data types', [...entries.values()], () => readDataTypes(entries, context));
  const values = memo.keep('values', [dataTypes], () => {
    const resolver = new ValueResolver(dataTypes, context);
    for (const type of dataTypes.values()) resolver.checkDefaults(type.own.values(), `data type "${type.name}"`);
    return resolver;
  });
  const read = (section: SectionName, kind: ComponentKind) =>
    readComponentTypes(sections.entries(section), kind, { dataTypes, values, context });
  return {
    dataTypes,
    values,
    nodeTypes: read('node_types', nodeTypeKind),
    relationshipTypes: read('relationships', relationshipTypeKind),
  };
}

/** Values of sections that go into the plan as they are, and in which functions are looked for. */
function freeValues(sections: MergedSections, name: 'policies' | 'labels' | 'deployment_settings'): SyntaxNode[] {
  return [...sections.entries(name).values()].map((entry) => entry.value);
}

type Rest = Pick<
  BlueprintPlan,
  | 'description'
  | 'metadata'
  | 'version'
  | 'labels'
  | 'blueprint_labels'
  | 'resource_tags'
  | 'deployment_settings'
  | 'imported_blueprints'
  | 'namespaces_mapping'
>;

function readRest(sections: MergedSections, context: CompileContext): Rest {
  const metadata = sections.whole('metadata');
  return {
    description: textOf(sections.whole('description')?.value),
    metadata: metadata === null ? null : (toJson(metadata.value) as JsonObject),
    version: {
      raw: formatVersion(context.version),
      definitions_name: 'cloudify_dsl',
      definitions_version: [1, context.version],
    },
    labels: readLabels(sections.entries('labels'), 'deployment', context),
    blueprint_labels: readLabels(sections.entries('blueprint_labels'), 'blueprint', context),
    resource_tags: readResourceTags(sections.entries('resource_tags'), context),
    deployment_settings: readSettings(sections.entries('deployment_settings'), context),
    imported_blueprints: sections.texts('imported_blueprints'),
    namespaces_mapping: namespacesMapping(sections, context),
  };
}

/** Ids of imported blueprints by the namespaces they are imported under. */
function namespacesMapping(sections: MergedSections, context: CompileContext): Record<string, string> {
  const entries = namedEntries(sections.entries('namespaces_mapping'), 'a namespace', context);
  return Object.fromEntries(entries.map((entry) => [entry.key, textOf(entry.value) ?? '']));
}

type ToInstall = Pick<
  BlueprintPlan,
  'deployment_plugins_to_install' | 'workflow_plugins_to_install' | 'host_agent_plugins_to_install'
>;

function pluginsToInstall(nodes: readonly PlanNode[], workflowPlugins: PlanPlugin[]): ToInstall {
  const central = nodes.flatMap((node) => node.deployment_plugins_to_install);
  const onHosts = nodes.flatMap((node) => node.plugins_to_install ?? []);
  return {
    deployment_plugins_to_install: eachName(central),
    workflow_plugins_to_install: workflowPlugins,
    host_agent_plugins_to_install: eachName(onHosts),
  };
}

function eachName(plugins: PlanPlugin[]): PlanPlugin[] {
  const byName = new Map<string, PlanPlugin>();
  for (const plugin of plugins) if (!byName.has(plugin.name)) byName.set(plugin.name, plugin);
  return [...byName.values()];
}
