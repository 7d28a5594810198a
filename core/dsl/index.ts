import type { Json } from '../blueprint/json.ts';
import type { PlanOutput } from '../plan/plan.ts';
import type { Compilation, CompileRequest } from './compilation.ts';
import type { EvaluationScope, EvaluationStorage } from './functions/storage.ts';

export type { Compilation, CompileRequest } from './compilation.ts';
export { FunctionEvaluationError } from './functions/storage.ts';
export type { EvaluationScope, EvaluationStorage, StoredInstance } from './functions/storage.ts';

/** Compiles a blueprint with all it imports. Never throws for bad input; what `reader.read` throws counts as "cannot be read". */
export declare function compileBlueprint(request: CompileRequest): Promise<Compilation>;

/**
 * Replaces the intrinsic functions left in a plan's value (get_attribute, get_secret, and functions around them) by
 * their values. Parts without functions are the same objects as in `value`; `value` is not changed.
 * Throws FunctionEvaluationError, and whatever the storage throws.
 */
export declare function evaluateAtRuntime(value: Json, storage: EvaluationStorage, scope?: EvaluationScope): Promise<Json>;

/** Each output with its value now, or with the reason why it cannot be had (`value` is null then). Never throws. */
export declare function evaluateOutputs(
  outputs: Record<string, PlanOutput>,
  storage: EvaluationStorage,
): Promise<EvaluatedOutput[]>;

export interface EvaluatedOutput {
  name: string;
  description: string | null;
  value: Json;
  problem: string | null;
}
