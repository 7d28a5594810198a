import type { JsonObject } from '../blueprint/json.ts';
import type { BlueprintPlan, PlanNode, PlanPlugin } from '../plan/plan.ts';
import { checkCalls } from './check-calls.ts';
import type { CompileContext } from './context.ts';
import type { MergedSections } from './imports/merge-sections.ts';
import { ImplementationResolver } from './interfaces/implementation.ts';
import { InterfaceMerger } from './interfaces/merge.ts';
import { formatVersion } from './language-version.ts';
import { type NodeTemplate, readNodeTemplate } from './nodes/node-template.ts';
import { OperationBuilder } from './nodes/operations.ts';
import { buildPlanNodes, type ConnectedTemplate } from './nodes/plan-nodes.ts';
import { checkAwaitedOperations, readRelationships, writtenLifecycleOperations } from './nodes/relationships.ts';
import { type MapEntry, type SyntaxNode, textOf } from './safe-yaml/syntax.ts';
import { toJson } from './safe-yaml/to-json.ts';
import { namedEntries } from './schema/named.ts';
import { readFreeSection } from './sections/free.ts';
import { readInputs } from './sections/inputs.ts';
import { readOutputs } from './sections/outputs.ts';
import { readPlugins } from './sections/plugins.ts';
import { readReactingGroups } from './sections/reacting-groups.ts';
import { readSettings } from './sections/settings.ts';
import { planDataTypes, planRelationshipTypes } from './sections/types-in-plan.ts';
import { readWorkflows } from './sections/workflows.ts';
import { checkRelationshipTypes } from './types/check-relationship-types.ts';
import { type ComponentType, nodeTypeKind, readComponentTypes, relationshipTypeKind } from './types/component-types.ts';
import { readDataTypes } from './types/data-types.ts';
import { ValueResolver } from './types/values.ts';

/** Checks a loaded blueprint and builds its plan; the plan means something only when no error was reported. */
export function buildBlueprint(sections: MergedSections, context: CompileContext): BlueprintPlan {
  const dataTypes = readDataTypes(sections.entries('data_types'), context);
  const values = new ValueResolver(dataTypes, context);
  for (const type of dataTypes.values()) values.checkDefaults(type.own.values(), `data type "${type.name}"`);
  const plugins = readPlugins(sections.entries('plugins'), context);
  const implementations = new ImplementationResolver(plugins, context);
  const types = { dataTypes, values, context };
  const nodeTypes = readComponentTypes(sections.entries('node_types'), nodeTypeKind, types);
  const relationshipTypes = readComponentTypes(sections.entries('relationships'), relationshipTypeKind, types);
  const inputs = readInputs(sections.entries('inputs'), types);
  const templates = readTemplates(sections, { nodeTypes, relationshipTypes, values, context });
  const nodes = buildPlanNodes(templates, new OperationBuilder(implementations, context), context);
  const workflows = readWorkflows(sections.entries('workflows'), { implementations, ...types });
  const outputs = readOutputs(sections.entries('outputs'), 'output', context);
  const capabilities = readOutputs(sections.entries('capabilities'), 'capability', context);
  checkRelationshipTypes(relationshipTypes, implementations);
  const requirements = checkCalls(
    { templates, nodes, values: [...outputs.values, ...capabilities.values, ...freeValues(sections)] },
    new Set(Object.keys(inputs)),
    context,
  );
  return {
    ...readRest(sections, context),
    ...readReactingGroups(sections, { ...types, nodes }),
    inputs,
    nodes,
    relationships: planRelationshipTypes(relationshipTypes, values),
    workflows: workflows.workflows,
    outputs: outputs.outputs,
    capabilities: capabilities.outputs,
    data_types: planDataTypes(dataTypes, values),
    ...pluginsToInstall(nodes, workflows.plugins),
    requirements,
  };
}

function readTemplates(
  sections: MergedSections,
  parts: {
    nodeTypes: ReadonlyMap<string, ComponentType>;
    relationshipTypes: ReadonlyMap<string, ComponentType>;
    values: ValueResolver;
    context: CompileContext;
  },
): ConnectedTemplate[] {
  const { values, context } = parts;
  const merger = new InterfaceMerger(context);
  const entries: MapEntry[] = namedEntries(sections.entries('node_templates'), 'a node template', context);
  const templates: NodeTemplate[] = [];
  for (const entry of entries) {
    const template = readNodeTemplate(entry, { types: parts.nodeTypes, values, merger, context });
    if (template !== null) templates.push(template);
  }
  const nodes = new Set(entries.map((entry) => entry.key));
  const relationshipParts = { types: parts.relationshipTypes, nodes, values, merger, context };
  const connected = templates.map((template) => ({
    template,
    relationships: readRelationships(template.name, template.relationships, relationshipParts),
  }));
  const byName = new Map(entries.map((entry) => [entry.key, entry]));
  const operationsOf = (name: string) => writtenLifecycleOperations(byName.get(name));
  for (const { template, relationships } of connected) {
    checkAwaitedOperations(template.name, relationships, { operationsOf, context });
  }
  return connected;
}

/** Values of sections that go into the plan as they are, and in which functions are looked for. */
function freeValues(sections: MergedSections): SyntaxNode[] {
  const entries = [...sections.entries('labels').values(), ...sections.entries('deployment_settings').values()];
  return entries.map((entry) => entry.value);
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
    labels: readFreeSection(sections.entries('labels'), 'a label', context),
    blueprint_labels: readFreeSection(sections.entries('blueprint_labels'), 'a label', context),
    resource_tags: readFreeSection(sections.entries('resource_tags'), 'a tag', context),
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
