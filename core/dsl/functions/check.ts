import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion } from '../language-version.ts';
import { keyRangeOf, rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';
import type { CheckSite, FunctionDefinition, NodeScope } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { containsFunction, type FunctionNode, functionOfNode } from './names.ts';
import { functions } from './registry.ts';

/** Checks every call in a blueprint against the inputs and nodes it has (dsl.md section 9, "validation at parse"). */
export class FunctionChecker {
  readonly #context: CompileContext;
  readonly #inputs: ReadonlySet<string>;
  readonly #nodes: ReadonlyMap<string, { properties: JsonObject }>;

  constructor(
    known: { inputs: ReadonlySet<string>; nodes: ReadonlyMap<string, { properties: JsonObject }> },
    context: CompileContext,
  ) {
    this.#context = context;
    this.#inputs = known.inputs;
    this.#nodes = known.nodes;
  }

  /** Reports what is wrong with the calls anywhere in a value that stands in the given scope. */
  check(node: SyntaxNode, scope: NodeScope): void {
    if (!containsFunction(node)) return;
    const call = functionOfNode(node);
    if (call !== null) {
      this.#checkCall(call, node, scope);
      this.check(call.args, scope);
    } else if (node.kind === 'list') {
      for (const item of node.items) this.check(item, scope);
    } else if (node.kind === 'map') {
      for (const entry of node.entries.values()) this.check(entry.value, scope);
    }
  }

  #checkCall(call: FunctionNode, node: SyntaxNode, scope: NodeScope): void {
    const definition = functions[call.name];
    if (definition.since !== undefined && definition.since > this.#context.version) {
      this.#context.report.error({
        code: 102,
        detail: `The function ${call.name} can be used from ${formatVersion(definition.since)} on.`,
        range: keyRangeOf(call.entry),
      });
    }
    definition.check(call.args, this.#site(node, scope));
  }

  #site(call: SyntaxNode, scope: NodeScope): CheckSite {
    const { report } = this.#context;
    const nodes = this.#nodes;
    return {
      scope,
      inputs: this.#inputs,
      nodes,
      evaluate: (definition: FunctionDefinition, args: Json) => {
        try {
          definition.atCreation?.({ args, type: undefined }, { scope, context: { inputs: null, nodes } });
        } catch (error) {
          if (!(error instanceof FunctionFault)) throw error;
          report.error({ code: error.code, detail: error.message, range: rangeOf(call) });
        }
      },
      problem: (code, node, { detail, hint }) => report.error({ code, detail, range: rangeOf(node), hint }),
    };
  }
}
