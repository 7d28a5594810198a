import type { BlueprintPlan, PlanNode } from '../plan/plan.ts';
import type { BuildContext } from './context.ts';
import { FunctionChecker } from './functions/check.ts';
import { callsOf, type ScannedPlan, type Search } from './functions/scan-plan.ts';
import type { MergedOperation } from './interfaces/merge.ts';
import type { Interfaces } from './interfaces/operation.ts';
import type { ConnectedTemplate } from './nodes/plan-nodes.ts';
import type { SyntaxNode } from './safe-yaml/syntax.ts';

/** Everything in a blueprint where functions are looked for (dsl.md section 9, "scan"). */
interface Places {
  templates: readonly ConnectedTemplate[];
  nodes: readonly PlanNode[];
  /** Values that stand in no node, in the order in which the reference looks at them. */
  values: readonly SyntaxNode[];
}

/**
 * Reports what is wrong with the intrinsic functions of a blueprint; where they are not to be checked, only those whose
 * arguments cannot even be read. `inputs`: the same object as long as they are the same.
 */
export function checkCalls(places: Places, inputs: object, context: BuildContext): void {
  // Without nodes (a circle of relationships was reported) every reference to one would be reported as unknown.
  if (places.nodes.length !== places.templates.length) return;
  const nodes = new NodesAskedFor(places.nodes);
  const checker = new FunctionChecker({ inputs: new Set(Object.keys(inputs)), nodes }, context);
  for (const connected of places.templates) {
    const make = () => nodes.during(() => checkTemplate(connected, checker));
    const propertiesOf = (names: readonly string[]) => [inputs, ...names.map((name) => nodes.get(name)?.properties)];
    context.memo.keepFor(connected, 'calls', { inputs: propertiesOf, make });
  }
  for (const node of places.values) checker.check(node, {});
}

function checkTemplate({ template, relationships }: ConnectedTemplate, checker: FunctionChecker): void {
  const self = { self: template.name };
  checker.check(template.properties, self);
  if (template.scalable.node !== null) checker.check(template.scalable.node, self);
  for (const node of inputsOf(template.interfaces)) checker.check(node, self);
  for (const { target, sourceInterfaces, targetInterfaces } of relationships) {
    const scope = { source: template.name, target };
    for (const node of inputsOf(sourceInterfaces)) checker.check(node, scope);
    for (const node of inputsOf(targetInterfaces)) checker.check(node, scope);
  }
}

/** The nodes of a plan by name, with a note of the names that were asked for. */
class NodesAskedFor extends Map<string, PlanNode> {
  #names = new Set<string>();

  constructor(nodes: readonly PlanNode[]) {
    super();
    for (const node of nodes) this.set(node.id, node);
  }

  override get(name: string): PlanNode | undefined {
    this.#names.add(name);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.#names.add(name);
    return super.has(name);
  }

  /** The names that `run` asks for. */
  during(run: () => void): string[] {
    this.#names = new Set();
    run();
    return [...this.#names];
  }
}

const requiring: Search = { names: new Set(['get_secret', 'get_environment_capability']), order: 'outer first' };

/**
 * The secrets and the capabilities of the environment that a plan asks for (dsl.md section 0, step 7): arguments as
 * written, in the order of the scan; an operation that stands under two names asks twice.
 */
export function requirementsOf(plan: ScannedPlan): BlueprintPlan['requirements'] {
  const requirements: BlueprintPlan['requirements'] = { secrets: [], parent_capabilities: [] };
  for (const { call } of callsOf(plan, requiring)) {
    const { name, args } = call;
    if (name === 'get_secret') requirements.secrets.push(args);
    else requirements.parent_capabilities.push(Array.isArray(args) ? args : [args]);
  }
  return requirements;
}

function* inputsOf(interfaces: Interfaces<MergedOperation>): Iterable<SyntaxNode> {
  for (const operations of interfaces.values()) {
    for (const { inputs } of operations.values()) for (const entry of inputs.values()) yield entry.value;
  }
}
