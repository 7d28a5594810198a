import type { Json, JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import { formatDslCode } from '../../diagnostics/codes.ts';
import type { PlanOutput } from '../../plan/plan.ts';
import type { RuntimeEvaluated } from './definition.ts';
import { endless, FunctionFault, refuse } from './fault.ts';
import { type FunctionCall, functionOf, hasFunction } from './names.ts';
import { functions } from './registry.ts';
import { type EvaluationScope, type EvaluationStorage, FunctionEvaluationError, type StoredNode } from './storage.ts';

/** Values inside values, and calls whose values are calls: beyond this it is taken for a circle (dsl.md section 9). */
const deepest = 50;

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
    return await new RuntimeEvaluation(storage).value(value, scope, 1);
  } catch (error) {
    throw error instanceof FunctionFault ? toEvaluationError(error) : error;
  }
}

/**
 * The properties of a node template with their functions evaluated. `instance`: the one that the template's own name
 * means; SELF is the template. Throws like `evaluateAtRuntime`.
 */
export async function evaluateNodeProperties(
  node: StoredNode,
  storage: EvaluationStorage,
  instance?: string,
): Promise<JsonObject> {
  const scope = { node: node.id, ...(instance === undefined ? {} : { instance }) };
  return (await evaluateAtRuntime(node.properties ?? {}, storage, scope)) as JsonObject;
}

function toEvaluationError(fault: FunctionFault): FunctionEvaluationError {
  return new FunctionEvaluationError(fault.message, formatDslCode(fault.code));
}

class RuntimeEvaluation {
  readonly #storage: EvaluationStorage;

  constructor(storage: EvaluationStorage) {
    this.#storage = storage;
  }

  async value(value: Json, scope: EvaluationScope, depth: number): Promise<Json> {
    if (!hasFunction(value)) return value;
    if (depth > deepest) throw endless(functionOf(value)?.name ?? 'A function');
    let current = await this.#members(value, scope, depth);
    let here = scope;
    let call = functionOf(current);
    for (let turn = 0; call !== null; turn += 1) {
      if (turn > deepest) throw endless(call.name);
      const result = await this.#apply(call, here, depth);
      here = result.scope ?? here;
      current = await this.#members(result.value, here, depth);
      call = functionOf(current);
    }
    return current;
  }

  async #members(value: Json, scope: EvaluationScope, depth: number): Promise<Json> {
    if (!hasFunction(value)) return value;
    if (Array.isArray(value)) {
      const items: Json[] = [];
      for (const item of value) items.push(await this.value(item, scope, depth + 1));
      return items;
    }
    const entries: [string, Json][] = [];
    for (const [key, item] of Object.entries(value ?? {}))
      entries.push([key, await this.value(item, scope, depth + 1)]);
    return jsonObject(entries);
  }

  async #apply(call: FunctionCall, scope: EvaluationScope, depth: number): Promise<RuntimeEvaluated> {
    const definition = functions[call.name];
    refuse(definition.unfit(call.args));
    const evaluate = (value: Json, inside: EvaluationScope) => this.value(value, inside, depth + 1);
    return definition.atRuntime(call, { scope, storage: this.#storage, evaluate });
  }
}

/** An output with its value, or with the reason why there is none. */
export interface EvaluatedOutput {
  name: string;
  description: string | null;
  value: Json;
  problem: string | null;
}

/** Each output or capability with its value now, or with the reason why it cannot be had (`value` is null then). Never throws. */
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
