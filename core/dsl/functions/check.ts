import type { JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion } from '../language-version.ts';
import { keyRangeOf, rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import type { CallProblem, NodeScope } from './definition.ts';
import { containsFunction, type FunctionNode, functionOfNode } from './names.ts';
import { functions } from './registry.ts';

/** Checks every call in a blueprint against the inputs and nodes it has (dsl.md section 9, "validation at parse"). */
export class FunctionChecker {
  readonly #context: CompileContext;
  readonly #known: { inputs: ReadonlySet<string>; nodes: ReadonlyMap<string, { properties: JsonObject }> };

  constructor(
    known: { inputs: ReadonlySet<string>; nodes: ReadonlyMap<string, { properties: JsonObject }> },
    context: CompileContext,
  ) {
    this.#context = context;
    this.#known = known;
  }

  /** Reports what is wrong with the calls anywhere in a value that stands in the given scope; outer calls first. */
  check(node: SyntaxNode, scope: NodeScope): void {
    if (!containsFunction(node)) return;
    const call = functionOfNode(node);
    if (call !== null) this.#checkCall(call, scope);
    if (node.kind === 'list') for (const item of node.items) this.check(item, scope);
    if (node.kind === 'map') for (const entry of node.entries.values()) this.check(entry.value, scope);
  }

  #checkCall(call: FunctionNode, scope: NodeScope): void {
    const { report, version } = this.#context;
    const definition = functions[call.name];
    const args = toJson(call.args);
    const unfit = definition.unfit(args);
    if (unfit !== null) {
      report.error({ ...unfit, range: rangeOf(argumentAt(call.args, unfit)) });
      return;
    }
    if (!this.#context.validateFunctions) return;
    if (definition.since !== undefined && definition.since > version) {
      const detail = `The function ${call.name} can be used from ${formatVersion(definition.since)} on.`;
      report.error({ code: 9032, detail, range: keyRangeOf(call.entry) });
    }
    const misused = definition.misused?.(args, { ...this.#known, scope, version }) ?? null;
    if (misused !== null) report.error({ ...misused, range: rangeOf(argumentAt(call.args, misused)) });
  }
}

function argumentAt(args: SyntaxNode, { at }: CallProblem): SyntaxNode {
  return (args.kind === 'list' && at !== undefined ? args.items[at] : undefined) ?? args;
}
