import type { BlueprintPlan, PlanNode } from '../plan/plan.ts';
import type { CompileContext } from './context.ts';
import { FunctionChecker } from './functions/check.ts';
import type { NodeScope } from './functions/definition.ts';
import { containsFunction, functionOfNode } from './functions/names.ts';
import type { MergedOperation } from './interfaces/merge.ts';
import type { Interfaces } from './interfaces/operation.ts';
import type { ConnectedTemplate } from './nodes/plan-nodes.ts';
import type { SyntaxNode } from './safe-yaml/syntax.ts';
import { toJson } from './safe-yaml/to-json.ts';

interface Site {
  node: SyntaxNode;
  scope: NodeScope;
}

/** Everything in a blueprint where functions are looked for (dsl.md section 9, "scan"). */
interface Places {
  templates: readonly ConnectedTemplate[];
  nodes: readonly PlanNode[];
  /** Values that stand in no node: outputs and capabilities. */
  values: readonly SyntaxNode[];
}

/** Checks every intrinsic function of a blueprint, and lists the secrets it needs. */
export function checkCalls(
  places: Places,
  inputs: ReadonlySet<string>,
  context: CompileContext,
): BlueprintPlan['requirements'] {
  const nodes = new Map(places.nodes.map((node) => [node.id, node]));
  const checker = new FunctionChecker({ inputs, nodes }, context);
  const requirements: BlueprintPlan['requirements'] = { secrets: [], parent_capabilities: [] };
  // Without nodes (a circle of relationships was reported) every reference to one would be reported as unknown.
  const sites = places.nodes.length === places.templates.length ? sitesOf(places) : [];
  for (const { node, scope } of sites) {
    if (!containsFunction(node)) continue;
    checker.check(node, scope);
    collectRequirements(node, requirements);
  }
  return requirements;
}

function* sitesOf(places: Places): Iterable<Site> {
  for (const { template, relationships } of places.templates) {
    const self = { self: template.name };
    yield { node: template.properties, scope: self };
    if (template.scalable.node !== null) yield { node: template.scalable.node, scope: self };
    yield* inputsOf(template.interfaces, self);
    for (const relationship of relationships) {
      const scope = { source: template.name, target: relationship.target };
      yield* inputsOf(relationship.sourceInterfaces, scope);
      yield* inputsOf(relationship.targetInterfaces, scope);
    }
  }
  for (const node of places.values) yield { node, scope: {} };
}

function* inputsOf(interfaces: Interfaces<MergedOperation>, scope: NodeScope): Iterable<Site> {
  for (const operations of interfaces.values()) {
    for (const operation of operations.values()) {
      for (const entry of operation.inputs.values()) yield { node: entry.value, scope };
    }
  }
}

function collectRequirements(node: SyntaxNode, into: BlueprintPlan['requirements']): void {
  if (!containsFunction(node)) return;
  const call = functionOfNode(node);
  if (call?.name === 'get_secret') into.secrets.push(toJson(call.args));
  if (call?.name === 'get_environment_capability')
    into.parent_capabilities.push(call.args.kind === 'list' ? toJson(call.args) : [toJson(call.args)]);
  const children =
    node.kind === 'list'
      ? node.items
      : node.kind === 'map'
        ? [...node.entries.values()].map((entry) => entry.value)
        : [];
  for (const child of children) collectRequirements(child, into);
}
