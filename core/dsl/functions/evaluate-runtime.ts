import type { Json } from '../../blueprint/json.ts';
import type { PlanOutput } from '../../plan/plan.ts';
import type { RuntimeEvaluated } from './definition.ts';
import { endless, unsupported } from './evaluate-static.ts';
import { FunctionFault } from './fault.ts';
import { type FunctionCall, functionOf, hasFunction } from './names.ts';
import { functions } from './registry.ts';
import { type EvaluationScope, type EvaluationStorage, FunctionEvaluationError } from './storage.ts';

const longestChain = 50;

/**
 * Replaces the intrinsic functions left in a plan's value (get_attribute, get_secret, and functions around them) by
 * their values. Parts without functions are the same objects as in `value`; `value` is not changed.
 * Throws FunctionEvaluationError, and whatever the storage throws.
 */
export async function evaluateAtRuntime(
  value: Json,
  storage: EvaluationStorage,
  scope: EvaluationScope = {},
): Promise<Json> {
  if (!hasFunction(value)) return value;
  try {
    return await new RuntimeEvaluation(storage).value(value, scope, 0);
  } catch (error) {
    throw error instanceof FunctionFault ? new FunctionEvaluationError(error.message) : error;
  }
}

class RuntimeEvaluation {
  readonly #storage: EvaluationStorage;

  constructor(storage: EvaluationStorage) {
    this.#storage = storage;
  }

  async value(value: Json, scope: EvaluationScope, chain: number): Promise<Json> {
    if (!hasFunction(value)) return value;
    const call = functionOf(value);
    if (call !== null) return this.#call(call, scope, chain);
    if (Array.isArray(value)) {
      const items: Json[] = [];
      for (const item of value) items.push(await this.value(item, scope, chain));
      return items;
    }
    const entries: [string, Json][] = [];
    for (const [key, item] of Object.entries(value ?? {})) entries.push([key, await this.value(item, scope, chain)]);
    return Object.fromEntries(entries);
  }

  async #call(call: FunctionCall, scope: EvaluationScope, chain: number): Promise<Json> {
    if (chain > longestChain) throw endless(call);
    const args = await this.value(call.args, scope, chain + 1);
    const result = await this.#apply({ ...call, args }, scope);
    return this.value(result.value, result.scope ?? scope, chain + 1);
  }

  async #apply(call: FunctionCall, scope: EvaluationScope): Promise<RuntimeEvaluated> {
    const definition = functions[call.name];
    if (definition.pure !== undefined) return { value: definition.pure(call.args) };
    if (definition.atRuntime !== undefined) return definition.atRuntime(call.args, { scope, storage: this.#storage });
    if (definition.atCreation === undefined) throw unsupported(call);
    throw new FunctionFault(9034, `${call.name} can only be evaluated when the deployment is created.`);
  }
}

/** An output with its value, or with the reason why there is none. */
export interface EvaluatedOutput {
  name: string;
  description: string | null;
  value: Json;
  problem: string | null;
}

/** Each output with its value now, or with the reason why it cannot be had (`value` is null then). Never throws. */
export async function evaluateOutputs(
  outputs: Record<string, PlanOutput>,
  storage: EvaluationStorage,
): Promise<EvaluatedOutput[]> {
  const evaluated: EvaluatedOutput[] = [];
  for (const [name, output] of Object.entries(outputs)) {
    const description = output.description ?? null;
    try {
      const value = await evaluateAtRuntime(output.value, storage);
      evaluated.push({ name, description, value, problem: null });
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'The output cannot be evaluated.';
      evaluated.push({ name, description, value: null, problem });
    }
  }
  return evaluated;
}
