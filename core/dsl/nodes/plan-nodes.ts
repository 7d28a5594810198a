import type { JsonObject } from '../../blueprint/json.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { PlanNode, PlanPlugin, PlanRelationship } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { keyRangeOf, type MapNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import type { NodeTemplate } from './node-template.ts';
import type { BuiltInterfaces, OperationBuilder } from './operations.ts';
import { isContainedIn, type Relationship } from './relationships.ts';

/** A node template with its relationships. */
export interface ConnectedTemplate {
  template: NodeTemplate;
  relationships: Relationship[];
}

/** Values in a whole plan; shared defaults count for each node that has them, as they do when the plan is stored. */
const largestPlan = 5_000_000;

/** Types with this text in an ancestor's name are hosts (dsl.md 6.1). */
const hostMark = 'cloudify.nodes.Compute';

interface BuiltNode {
  node: PlanNode;
  template: NodeTemplate;
  /** Plugins of its own operations and of its sides of relationships, with repetitions. */
  plugins: PlanPlugin[];
  /** Plugins of the targets' sides of its relationships. */
  targetPlugins: { target: string; plugins: PlanPlugin[] }[];
  size: number;
}

/** Builds the plan's nodes: operations, hosts and the plugins that each needs where. */
export function buildPlanNodes(
  templates: readonly ConnectedTemplate[],
  operations: OperationBuilder,
  context: CompileContext,
): PlanNode[] {
  const built = new Map<string, BuiltNode>();
  let size = 0;
  for (const connected of templates) {
    const node = buildNode(connected, operations);
    built.set(node.node.id, node);
    size += node.size;
    if (size > largestPlan) {
      const range = keyRangeOf(connected.template.entry);
      const detail = `The blueprint has more than ${largestPlan} values when all defaults are written out.`;
      context.report.error({ code: 9003, detail, range });
      return [];
    }
  }
  addTargetPlugins(built);
  if (reportCycles(templates, context)) return [];
  setHosts(built, templates);
  for (const entry of built.values()) finishPlugins(entry, context);
  addPluginsOfHosts(built);
  return [...built.values()].map((entry) => entry.node);
}

function buildNode({ template, relationships }: ConnectedTemplate, operations: OperationBuilder): BuiltNode {
  const own = operations.build(template.interfaces, { what: `node template "${template.name}"`, kind: 'node' });
  const plugins = [...own.plugins];
  const targetPlugins: BuiltNode['targetPlugins'] = [];
  let size = template.properties.size + own.size;
  const planned = relationships.map((relationship) => {
    const sides = buildSides(template.name, relationship, operations);
    plugins.push(...sides.source.plugins);
    size += relationship.properties.size + sides.source.size + sides.target.size;
    targetPlugins.push({ target: relationship.target, plugins: sides.target.plugins });
    return planRelationship(relationship, sides);
  });
  const node: PlanNode = {
    id: template.name,
    name: template.name,
    type: template.typeName,
    type_hierarchy: template.type?.hierarchy ?? [],
    properties: mapJson(template.properties),
    interfaces: own.interfaces,
    operations: own.operations,
    relationships: planned,
    capabilities: { scalable: { properties: template.scalable.properties as never } },
    plugins: [],
    deployment_plugins_to_install: [],
    instances: template.scalable.deploy === null ? {} : { deploy: template.scalable.deploy },
  };
  return { node, template, plugins, targetPlugins, size };
}

function buildSides(
  source: string,
  relationship: Relationship,
  operations: OperationBuilder,
): { source: BuiltInterfaces; target: BuiltInterfaces } {
  const owner = { what: `the relationship of "${source}" to "${relationship.target}"`, kind: 'relationship' as const };
  return {
    source: operations.build(relationship.sourceInterfaces, owner),
    target: operations.build(relationship.targetInterfaces, owner),
  };
}

function planRelationship(
  relationship: Relationship,
  sides: { source: BuiltInterfaces; target: BuiltInterfaces },
): PlanRelationship {
  return {
    type: relationship.type.name,
    target_id: relationship.target,
    properties: mapJson(relationship.properties),
    type_hierarchy: relationship.type.hierarchy,
    source_interfaces: sides.source.interfaces,
    target_interfaces: sides.target.interfaces,
    source_operations: sides.source.operations,
    target_operations: sides.target.operations,
  };
}

function mapJson(node: MapNode): JsonObject {
  return toJson(node) as JsonObject;
}

/** A relationship's operations on the target's side run where the target is. */
function addTargetPlugins(built: ReadonlyMap<string, BuiltNode>): void {
  for (const { targetPlugins } of built.values()) {
    for (const { target, plugins } of targetPlugins) built.get(target)?.plugins.push(...plugins);
  }
}

/** Any circle of relationships is refused: there would be no order to install in. */
function reportCycles(templates: readonly ConnectedTemplate[], context: CompileContext): boolean {
  const needs = new Map(templates.map((one) => [one.template.name, one.relationships.map((to) => to.target)]));
  const { cycles } = orderByNeeds(needs);
  const byName = new Map(templates.map((one) => [one.template.name, one.template]));
  for (const cycle of cycles) {
    const first = byName.get(cycle[0] ?? '');
    if (first === undefined) continue;
    context.report.error({
      code: 100,
      detail: `Node templates have relationships in a circle: ${[...cycle, first.name].join(' -> ')}.`,
      range: keyRangeOf(first.entry),
      hint: 'Remove one of these relationships; otherwise none of the nodes could be installed first.',
    });
  }
  return cycles.length > 0;
}

/** A host is its own host; what is contained in something is on the host that that is on. */
function setHosts(built: ReadonlyMap<string, BuiltNode>, templates: readonly ConnectedTemplate[]): void {
  const containers = new Map<string, string>();
  for (const { template, relationships } of templates) {
    const container = relationships.find(isContainedIn);
    if (container !== undefined) containers.set(template.name, container.target);
  }
  const { order } = orderByNeeds(new Map([...built.keys()].map((name) => [name, needOf(containers.get(name))])));
  for (const name of order) {
    const node = built.get(name)?.node;
    const host = built.get(containers.get(name) ?? '')?.node.host_id;
    if (node === undefined) continue;
    if (isHost(node)) node.host_id = name;
    else if (host !== undefined) node.host_id = host;
  }
}

function needOf(container: string | undefined): string[] {
  return container === undefined ? [] : [container];
}

function isHost(node: PlanNode): boolean {
  return node.type_hierarchy.some((type) => type.includes(hostMark));
}

function finishPlugins({ node, template, plugins }: BuiltNode, context: CompileContext): void {
  node.plugins = [...new Set(plugins)];
  node.deployment_plugins_to_install = node.plugins.filter((plugin) => plugin.executor === 'central_deployment_agent');
  const onHost = node.plugins.find((plugin) => plugin.executor === 'host_agent');
  if (onHost === undefined || node.host_id !== undefined || template.type === null) return;
  context.report.error({
    code: 24,
    detail: `An operation of the node template "${node.id}" runs on its host (plugin "${onHost.name}"), and the node has no host.`,
    range: keyRangeOf(template.entry),
    hint: 'Add a contained_in relationship to a Compute node, or write "executor: central_deployment_agent".',
  });
}

function addPluginsOfHosts(built: ReadonlyMap<string, BuiltNode>): void {
  const byHost = new Map<string, Set<PlanPlugin>>();
  for (const { node } of built.values()) {
    if (node.host_id === undefined) continue;
    const plugins = byHost.get(node.host_id) ?? new Set();
    byHost.set(node.host_id, plugins);
    for (const plugin of node.plugins) if (plugin.executor === 'host_agent') plugins.add(plugin);
  }
  for (const { node } of built.values()) if (isHost(node)) node.plugins_to_install = [...(byHost.get(node.id) ?? [])];
}
