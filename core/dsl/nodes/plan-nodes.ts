import type { JsonObject } from '../../blueprint/json.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { PlanNode, PlanPlugin, PlanRelationship } from '../../plan/plan.ts';
import type { BuildContext, CompileContext } from '../context.ts';
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

/** A node as far as it follows from its template alone. */
interface BuiltNode {
  node: Omit<PlanNode, 'host_id' | 'plugins' | 'deployment_plugins_to_install' | 'plugins_to_install'>;
  template: NodeTemplate;
  /** Plugins of its own operations and of its sides of relationships, with repetitions. */
  plugins: readonly PlanPlugin[];
  /** Plugins of the targets' sides of its relationships. */
  targetPlugins: readonly { target: string; plugins: readonly PlanPlugin[] }[];
  /** What it is contained in. */
  container: string | null;
  isHost: boolean;
  size: number;
}

/** Builds the plan's nodes: operations, hosts and the plugins that each needs where. */
export function buildPlanNodes(
  templates: readonly ConnectedTemplate[],
  operations: OperationBuilder,
  context: BuildContext,
): PlanNode[] {
  const built = new Map<string, BuiltNode>();
  let size = 0;
  for (const connected of templates) {
    const make = () => buildNode(connected, operations);
    const node = context.memo.keepFor(connected, 'node', { inputs: [operations], make });
    built.set(node.node.id, node);
    size += node.size;
    if (size > largestPlan) {
      const range = keyRangeOf(connected.template.entry);
      const detail = `The blueprint has more than ${largestPlan} values when all defaults are written out.`;
      context.report.error({ code: 9003, detail, range });
      return [];
    }
  }
  if (reportCycles(templates, context)) return [];
  return finish(built, context);
}

/** What a node needs from others: where it runs, and what others' relationships bring to it. */
function finish(built: ReadonlyMap<string, BuiltNode>, context: BuildContext): PlanNode[] {
  const hosts = findHosts(built);
  const used = usedPlugins(built);
  const onHosts = new Map<string, Set<PlanPlugin>>();
  for (const name of built.keys()) {
    const host = hosts.get(name);
    if (host === undefined) continue;
    const plugins = onHosts.get(host) ?? new Set();
    onHosts.set(host, plugins);
    for (const plugin of used.get(name) ?? []) if (plugin.executor === 'host_agent') plugins.add(plugin);
  }
  return [...built].map(([name, one]) => {
    const plugins = [...(used.get(name) ?? [])];
    const host = hosts.get(name);
    if (host === undefined) reportNoHost(one, plugins, context);
    const hosted = one.isHost ? [...(onHosts.get(name) ?? [])] : null;
    const inputs = [host, hosted?.length, ...plugins, ...(hosted ?? [])];
    return context.memo.keepFor(one, 'finished node', { inputs, make: () => finished(one, { plugins, host, hosted }) });
  });
}

/** `hosted`: the plugins to install on a host; null for what is none. */
function finished(
  { node }: BuiltNode,
  { plugins, host, hosted }: { plugins: PlanPlugin[]; host: string | undefined; hosted: PlanPlugin[] | null },
): PlanNode {
  return {
    ...node,
    plugins,
    deployment_plugins_to_install: plugins.filter((plugin) => plugin.executor === 'central_deployment_agent'),
    ...(host === undefined ? {} : { host_id: host }),
    ...(hosted === null ? {} : { plugins_to_install: hosted }),
  };
}

function buildNode({ template, relationships }: ConnectedTemplate, operations: OperationBuilder): BuiltNode {
  const own = operations.build(template.interfaces, { what: `node template "${template.name}"`, kind: 'node' });
  const plugins = [...own.plugins];
  const targetPlugins: { target: string; plugins: PlanPlugin[] }[] = [];
  let size = template.properties.size + own.size;
  const planned = relationships.map((relationship) => {
    const sides = buildSides(template.name, relationship, operations);
    plugins.push(...sides.source.plugins);
    size += relationship.properties.size + sides.source.size + sides.target.size;
    targetPlugins.push({ target: relationship.target, plugins: sides.target.plugins });
    return planRelationship(relationship, sides);
  });
  const type_hierarchy = template.type?.hierarchy ?? [];
  return {
    node: {
      id: template.name,
      name: template.name,
      type: template.typeName,
      type_hierarchy,
      properties: mapJson(template.properties),
      interfaces: own.interfaces,
      operations: own.operations,
      relationships: planned,
      capabilities: { scalable: { properties: template.scalable.properties as never } },
      instances: template.scalable.deploy === null ? {} : { deploy: template.scalable.deploy },
    },
    template,
    plugins,
    targetPlugins,
    container: relationships.find(isContainedIn)?.target ?? null,
    isHost: type_hierarchy.some((type) => type.includes(hostMark)),
    size,
  };
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

/** Each plugin that a node uses once; a relationship's operations on the target's side run where the target is. */
function usedPlugins(built: ReadonlyMap<string, BuiltNode>): ReadonlyMap<string, ReadonlySet<PlanPlugin>> {
  const used = new Map([...built].map(([name, { plugins }]) => [name, new Set(plugins)]));
  for (const { targetPlugins } of built.values()) {
    for (const { target, plugins } of targetPlugins) {
      const into = used.get(target);
      for (const plugin of plugins) into?.add(plugin);
    }
  }
  return used;
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
function findHosts(built: ReadonlyMap<string, BuiltNode>): ReadonlyMap<string, string> {
  const needs = new Map([...built].map(([name, { container }]) => [name, container === null ? [] : [container]]));
  const hosts = new Map<string, string>();
  for (const name of orderByNeeds(needs).order) {
    const node = built.get(name);
    const host = node?.isHost === true ? name : hosts.get(node?.container ?? '');
    if (host !== undefined) hosts.set(name, host);
  }
  return hosts;
}

function reportNoHost({ node, template }: BuiltNode, plugins: readonly PlanPlugin[], context: CompileContext): void {
  const onHost = plugins.find((plugin) => plugin.executor === 'host_agent');
  if (onHost === undefined || template.type === null) return;
  context.report.error({
    code: 24,
    detail: `An operation of the node template "${node.id}" runs on its host (plugin "${onHost.name}"), and the node has no host.`,
    range: keyRangeOf(template.entry),
    hint: 'Add a contained_in relationship to a Compute node, or write "executor: central_deployment_agent".',
  });
}
