import type { Diagnostic, SourceRange } from '../../../core/diagnostics/diagnostic.ts';
import { didYouMean } from '../../../core/diagnostics/nearest.ts';
import type { Compilation } from '../../../core/dsl/index.ts';
import type { PlanNode, PlanOperation } from '../../../core/plan/plan.ts';
import { nameSome } from '../name-some.ts';

/** Hosts have no agents here, so what would install one is never run. */
const agentInterfaces = [
  'cloudify.interfaces.cloudify_agent.',
  'cloudify.interfaces.worker_installer.',
  'cloudify.interfaces.plugin_installer.',
];

/** Whether operations of an interface, or one by its full name, are for agents: they are passed over in every run. */
export function isForAgents(name: string): boolean {
  return agentInterfaces.some((own) => `${name}.`.startsWith(own));
}

/** Where an operation without an implementation is used. */
interface Use {
  plugin: string;
  /** The first place in words, such as `"create" of the node "db"`. */
  place: string;
  nodes: Set<string>;
}

/**
 * A warning for each operation of a plan that nothing in the product runs, at the first node that uses it. `runnable`
 * are the names of those that can be run, `plugin.mapping`.
 */
export function findUnrunnableOperations(
  { plan, nodeRanges }: Compilation,
  mainFile: string,
  runnable: ReadonlySet<string>,
): Diagnostic[] {
  const uses = new Map<string, Use>();
  for (const node of plan?.nodes ?? []) {
    for (const { operation, place } of operationsOf(node)) {
      const name = `${operation.plugin}.${operation.operation}`;
      if (runnable.has(name)) continue;
      const use = uses.get(name) ?? { plugin: operation.plugin, place, nodes: new Set() };
      use.nodes.add(node.id);
      uses.set(name, use);
    }
  }
  const start = { line: 1, column: 1, offset: 0 };
  const top: SourceRange = { file: mainFile, start, end: start };
  return [...uses].map(([name, use]) => {
    const [first = ''] = use.nodes;
    return warningOf(name, use, { range: nodeRanges[first] ?? top, runnable });
  });
}

function warningOf(
  name: string,
  { plugin, place, nodes }: Use,
  { range, runnable }: { range: SourceRange; runnable: ReadonlySet<string> },
): Diagnostic {
  const others = [...nodes].slice(1);
  const elsewhere = others.length > 0 ? ` The same is used by ${nameSome(others)}.` : '';
  return {
    severity: 'warning',
    code: 'UPL0004',
    summary: 'An operation cannot be run here',
    detail: `${place} is "${name}", and this product has no such operation.${elsewhere}`,
    range,
    hint: adviceFor(
      name,
      [...runnable].filter((own) => own.startsWith(`${plugin}.`)),
    ),
  };
}

/** `own` are the operations of the same plugin that can be run. */
function adviceFor(name: string, own: readonly string[]): string {
  const [plugin] = name.split('.');
  const has = own.length > 0 ? `Of the plugin "${plugin}" there are ${nameSome(own)}. ` : '';
  const advice = `${has}Map the operation to the path of a script in the blueprint, or to nothing with "{}". As it is, a workflow fails when it comes to this operation.`;
  return didYouMean(name, own) ?? advice;
}

/** The operations of a node and of its relationships that do something, each once. */
function operationsOf(node: PlanNode): { operation: PlanOperation; place: string }[] {
  return [
    ...implemented(node.operations).map(([name, operation]) => ({
      operation,
      place: `"${name}" of the node "${node.id}"`,
    })),
    ...node.relationships.flatMap(({ target_id, source_operations, target_operations }) =>
      [...implemented(source_operations), ...implemented(target_operations)].map(([name, operation]) => ({
        operation,
        place: `"${name}" of the relationship of the node "${node.id}" to "${target_id}"`,
      })),
    ),
  ];
}

/** Operations are in a plan by their full names and, where that is clear, by their short ones too. */
function implemented(operations: Record<string, PlanOperation>): [string, PlanOperation][] {
  return Object.entries(operations).filter(
    ([name, { plugin }]) => plugin !== '' && name.includes('.') && !isForAgents(name),
  );
}
