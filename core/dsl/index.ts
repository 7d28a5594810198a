export type { Compilation, CompileRequest } from './compilation.ts';
export { compileBlueprint } from './compile.ts';
export { type EvaluatedOutput, evaluateAtRuntime, evaluateOutputs } from './functions/evaluate-runtime.ts';
export type { EvaluationScope, EvaluationStorage, StoredInstance } from './functions/storage.ts';
export { FunctionEvaluationError } from './functions/storage.ts';
