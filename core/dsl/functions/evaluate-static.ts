import type { Json } from '../../blueprint/json.ts';
import type { CreationContext, NodeScope } from './definition.ts';
import { FunctionFault, unresolved } from './fault.ts';
import { type FunctionCall, functionOf, hasFunction } from './names.ts';
import { functions } from './registry.ts';

/** Results that are calls again, one after the other; more is taken for a circle (dsl.md section 9). */
const longestChain = 50;

/**
 * Evaluates what can be known when a deployment is created, inside out, until results are no calls any more. What
 * must wait for run time stays as it is. Parts without functions are the same objects. Raises FunctionFault.
 */
export function evaluateAtCreation(value: Json, scope: NodeScope, context: CreationContext): Json {
  return new CreationEvaluation(context).value(value, scope, 0);
}

class CreationEvaluation {
  readonly #context: CreationContext;

  constructor(context: CreationContext) {
    this.#context = context;
  }

  value(value: Json, scope: NodeScope, chain: number): Json {
    if (typeof value !== 'object' || value === null) return value;
    const call = functionOf(value);
    if (call !== null) return this.#call({ value, call }, scope, chain);
    if (Array.isArray(value)) {
      const items = value.map((item) => this.value(item, scope, chain));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, this.value(item, scope, chain)]);
    return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
  }

  #call(at: { value: Json; call: FunctionCall }, scope: NodeScope, chain: number): Json {
    if (chain > longestChain) throw endless(at.call);
    const args = this.value(at.call.args, scope, chain + 1);
    const call = { ...at.call, args };
    const result = this.#apply(call, scope);
    if (result !== null) return this.value(result.value, result.scope ?? scope, chain + 1);
    return args === at.call.args ? at.value : rebuild(call);
  }

  #apply(call: FunctionCall, scope: NodeScope): { value: Json; scope?: NodeScope } | null {
    const definition = functions[call.name];
    if (definition.pure !== undefined) {
      if (!hasFunction(call.args)) return { value: definition.pure(call.args) };
      if (definition.needsArgumentsAtCreation === true && this.#context.inputs !== null) throw unresolved(call.name);
      return null;
    }
    const supported = definition.atCreation !== undefined || definition.atRuntime !== undefined;
    if (!supported && this.#context.inputs !== null) throw unsupported(call);
    return definition.atCreation?.(call, { scope, context: this.#context }) ?? null;
  }
}

/** The call with its arguments evaluated as far as they are. */
export function rebuild(call: FunctionCall): Json {
  return call.type === undefined ? { [call.name]: call.args } : { [call.name]: call.args, type: call.type };
}

/** The fault of a call that the product cannot evaluate. */
export function unsupported(call: FunctionCall): FunctionFault {
  return new FunctionFault(9020, `The function ${call.name} is not supported yet.`);
}

/** The fault of a call whose results never end. */
export function endless(call: FunctionCall): FunctionFault {
  return new FunctionFault(
    9031,
    `${call.name} leads to itself: its value is a function, whose value is a function, and so on.`,
  );
}
