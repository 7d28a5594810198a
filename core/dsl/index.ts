export type { Compilation, CompileRequest } from './compilation.ts';
export { compileBlueprint } from './compile.ts';
export { type BuiltBlueprint, type Compiler, createCompiler } from './compiler.ts';
export {
  type EvaluatedOutput,
  evaluateAtRuntime,
  evaluateNodeProperties,
  evaluateOutputs,
} from './functions/evaluate-runtime.ts';
export type {
  EvaluationScope,
  EvaluationStorage,
  StoredConsumer,
  StoredInstance,
  StoredNode,
  SystemProperty,
} from './functions/storage.ts';
export { FunctionEvaluationError } from './functions/storage.ts';
export { isAbsoluteLocation } from './imports/location.ts';
export { withoutNamespace } from './imports/namespaced-name.ts';
export { newestVersion } from './language-version.ts';
